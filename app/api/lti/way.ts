import { cookies, headers } from 'next/headers'
import { welcome } from '@/lib/account/welcome'
import { startSession } from '@/lib/auth/open-session'
import { clientAddress, cookieAttributes, cookieName } from '@/lib/auth/origin'
import { readSession } from '@/lib/auth/session'
import { closeSession } from '@/lib/auth/session-user'
import type { Viewer } from '@/lib/auth/viewer'
import { LOCALE_COOKIE, type Locale, negotiateLocale } from '@/lib/i18n/locale'
import { endArrival, enterClass, nextStep } from '@/lib/lti/arrival'
import type { LtiCode } from '@/lib/lti/failure'
import { browserCookie } from '@/lib/lti/login'
import { type Known, knownPerson, newPerson } from '@/lib/lti/person'
import type { Arrival } from '@/lib/lti/platform'
import { takeLocally } from '@/lib/rate-limit/local'
import { answer } from '../answer'

/** What a route of this folder answers: what comes of `work`, which goes on elsewhere or says why not on a page; in JSON only where too
 *  many ask at once, or something failed. */
export async function onTheWay(work: () => Promise<Response>): Promise<Response> {
  const limited = takeLocally('lti-by-address', clientAddress(await headers()))
  if (limited) return answer(limited)
  try {
    return await work()
  } catch (error) {
    return answer(() => Promise.reject(error))
  }
}

/** The language of who is on the way: their own choice, what the platform says, or what the browser asks for. */
export async function localeHere(said: Locale | null = null): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  return negotiateLocale(chosen ?? said ?? undefined, (await headers()).get('accept-language'))
}

/** Sends the browser on. What it was sent by is in no cache, and is not asked for again. */
export function goTo(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, 'cache-control': 'private, no-store' },
  })
}

/** Sends it to the page that says what is to be done, or what went wrong. Of who got no further one line of the log says why, and
 *  nothing of who. */
export function toPage(
  locale: Locale,
  query: { readonly ticket?: string; readonly code?: LtiCode },
): Response {
  if (query.code && !query.ticket)
    console.error(JSON.stringify({ time: new Date().toISOString(), lti: query.code }))
  return goTo(`/${locale}/lti?${new URLSearchParams(query)}`)
}

/** The cookie of a sign-in that is under way in this browser. */
export async function wayCookies() {
  const jar = await cookies()
  return {
    read: (name: string) => jar.get(cookieName(name))?.value,
    write: (name: string, value: string, seconds: number) =>
      void jar.set(cookieName(name), value, cookieAttributes(seconds)),
  }
}

/** Does what is left to do with who comes and needs no answer of theirs, and goes where the next answer is given or where the link
 *  leads. */
export async function goOn(
  arrival: Arrival,
  ticket: string,
  viewer: Viewer | null,
  locale: Locale,
): Promise<Response> {
  const next = await nextStep(arrival, viewer)
  switch (next.step) {
    case 'sign-in':
      return goOn(arrival, ticket, await signIn(arrival, viewer, locale), locale)
    case 'staff': {
      const { platform, launch } = arrival
      const displayName = next.viewer.displayName ?? launch.name ?? platform.name
      const entered = await enterClass(arrival, next.viewer, next.role, {
        displayName: displayName.slice(0, 40),
      })
      return entered.ok ? goOn(arrival, ticket, viewer, locale) : turnBack(arrival, locale, entered.code)
    }
    case 'refused':
      return turnBack(arrival, locale, next.code)
    case 'go': {
      await end(arrival)
      return goTo(`/${locale}${next.path}`)
    }
    default:
      return toPage(locale, { ticket })
  }
}

/** Signs in whose account it is, or who gets one now. What was done here as a guest comes along, and whoever else was signed in here is
 *  not any more. */
export async function signIn(arrival: Arrival, viewer: Viewer | null, locale: Locale): Promise<Known> {
  const { platform, launch } = arrival
  const person =
    (await knownPerson(platform, launch)) ?? (await newPerson(platform, launch, launch.locale ?? locale))
  const before = viewer && !viewer.isGuest ? await readSession() : null
  if (before) await closeSession(before.id)
  await welcome(person.id)
  await startSession(person.id, person.epoch)
  return person
}

async function turnBack(arrival: Arrival, locale: Locale, code: LtiCode): Promise<Response> {
  await end(arrival)
  return toPage(locale, { code })
}

async function end(arrival: Arrival): Promise<void> {
  await endArrival(arrival)
  ;(await wayCookies()).write(browserCookie(arrival.id), '', 0)
}
