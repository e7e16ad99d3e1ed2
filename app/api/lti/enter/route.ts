import { headers } from 'next/headers'
import { markDevice } from '@/lib/auth/device'
import { isSameOrigin } from '@/lib/auth/origin'
import { readSession } from '@/lib/auth/session'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import type { Locale } from '@/lib/i18n/locale'
import { arrivalOf, enterClass, nextStep } from '@/lib/lti/arrival'
import { keepChosen } from '@/lib/lti/choice'
import type { LtiCode } from '@/lib/lti/failure'
import { isProven, tieAccount } from '@/lib/lti/person'
import type { Arrival } from '@/lib/lti/platform'
import { openTiedClass, tieClass } from '@/lib/lti/tie'
import { readForm } from '../../answer'
import { goOn, localeHere, onTheWay, signIn, toPage, wayCookies } from '../way'

/** Goes on with who has come from a platform: signs them in, and leads to where the link does or to what has to be asked. */
export function GET(request: Request): Promise<Response> {
  const ticket = new URL(request.url).searchParams.get('ticket') ?? ''
  return onTheWay(() =>
    withArrival(ticket, (arrival, viewer, locale) => goOn(arrival, ticket, viewer, locale)),
  )
}

/** What was answered to what was asked on the way (`app/[locale]/lti`), and further. An answer to what is not asked (any more) does
 *  nothing. */
export function POST(request: Request): Promise<Response> {
  return onTheWay(async () => {
    if (!isSameOrigin(await headers())) return toPage(await localeHere(), { code: 'cross-origin' })
    const said = (await readForm(request)) ?? {}
    const { ticket = '' } = said
    return withArrival(ticket, async (arrival, viewer, locale) => {
      const done = await take(arrival, viewer, locale, said)
      return 'code' in done
        ? toPage(locale, { ticket, code: done.code })
        : goOn(arrival, ticket, done.viewer, locale)
    })
  })
}

async function withArrival(
  ticket: string,
  work: (arrival: Arrival, viewer: Viewer | null, locale: Locale) => Promise<Response>,
): Promise<Response> {
  const { read } = await wayCookies()
  const arrival = await arrivalOf(ticket, read)
  if (!arrival.ok) return toPage(await localeHere(), { code: arrival.code })
  return work(arrival, await getViewer(), await localeHere(arrival.launch.locale))
}

type Said = Readonly<Record<string, string>>
type Taken = { readonly viewer: Viewer | null } | { readonly code: LtiCode }

async function take(arrival: Arrival, viewer: Viewer | null, locale: Locale, said: Said): Promise<Taken> {
  const next = await nextStep(arrival, viewer)
  const { platform, launch } = arrival
  if (next.step === 'who' && said.deed === 'same') {
    const isByNewLink = (await readSession())?.isByNewLink ?? false
    if (!(await isProven(next.viewer, said.current ?? '', isByNewLink))) return { code: 'not-proven' }
    await tieAccount(next.viewer, platform, launch)
  }
  if (next.step === 'who' && said.deed === 'other') return { viewer: await signIn(arrival, viewer, locale) }
  if (next.step === 'join' && said.deed === 'join') {
    const form = { displayName: said['join-name'], shareEarlier: said.share === 'on' }
    const joined = await enterClass(arrival, next.viewer, 'learner', form, await markDevice())
    if (!joined.ok) return joined
  }
  if (next.step === 'choose' && said.deed === 'choose') {
    const picks = Object.keys(said).flatMap((name) => (name.startsWith('pick:') ? [name.slice(5)] : []))
    await keepChosen(arrival, next.classroomId, said.pick ? [said.pick] : picks)
  }
  if (next.step === 'tie' && (said.deed === 'tie' || said.deed === 'open')) {
    const tied =
      said.deed === 'tie'
        ? await tieClass(next.viewer, said.class ?? '', platform, launch)
        : await openTiedClass(next.viewer, said['teacher-name'] ?? '', platform, launch)
    if (!tied.ok) return { code: tied.code === 'not-found' ? 'class-unknown' : 'name-ill-formed' }
  }
  return { viewer }
}
