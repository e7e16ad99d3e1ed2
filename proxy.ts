import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type NextRequest, NextResponse } from 'next/server'
import { isLocale, LOCALE_COOKIE, negotiateLocale } from '@/lib/i18n/locale'
import { dayOf } from '@/lib/progress/day'
import { dayToCome, planCookie } from '@/lib/progress/kept-plan'

/** Everything but static files and the address that answers go to, which next.config.mjs gives their headers: nothing there is a
 *  page, and what this takes of an answer's time, its body copied among it, is saved. */
export const config = { matcher: '/((?!_next/static|_next/image|api/responses$).*)' }

/** The hashes of the inline scripts in each prerendered page, by path; written after the build. */
interface ScriptHashes {
  readonly pages: Readonly<Record<string, readonly string[]>>
  /** Those of the error pages and those that many pages share: an answer rendered on request may hold any of them. */
  readonly shared: readonly string[]
}

/** `/embed/<language>` may stand in a frame of anybody's, and so may the link by which somebody who comes from a learning platform
 *  leaves one; no other page may. */
const EMBED = 'embed'
const LTI_LOGIN = '/api/lti/login'
/** The page that hands over to a learning platform what was chosen for it: its form is sent there. */
const LTI_PAGE = /^\/(?:ko|en)\/lti\/?$/

const isDevelopment = process.env.NODE_ENV === 'development'
let hashes: ScriptHashes | undefined

/** Sends a path without a language to the reader's and who comes back to their own home, and gives every page its content
 *  security policy. No authorisation happens here: that is the stores'. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  if (needsLocale(pathname)) return redirectToLocale(request)
  const isEmbed = isEmbedded(pathname) || pathname === LTI_LOGIN
  const [language = '', ...rest] = pathname.split('/').slice(1)
  if (isLocale(language) && rest.join('') === '' && hasBeenHere(request))
    return redirectHome(request, language)

  // The development server evaluates strings, writes styles into the page and speaks through a socket.
  if (isDevelopment)
    return withPolicy(
      NextResponse.next(),
      policy(['unsafe-inline', 'unsafe-eval'], isEmbed, LTI_PAGE.test(pathname)),
    )

  hashes ??= readHashes()
  const { pages, shared } = hashes
  const readable = readablePath(pathname)
  const ofPage = readable === null ? undefined : pages[readable]
  // A prerendered page is the same for everyone, so its scripts can only be known by their hashes. A form that is posted
  // before the page is alive is answered by a fresh rendering.
  if (ofPage && request.method !== 'POST') return withPolicy(NextResponse.next(), policy(ofPage, isEmbed))

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const value = policy([`nonce-${nonce}`, ...shared], isEmbed, LTI_PAGE.test(pathname))
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', value) // Next takes the nonce for its own scripts from here.
  const answer = { request: { headers } }
  // Next answers an address that cannot be decoded with an error of its own; to a reader it is simply not there.
  const nowhere = readable === null ? new URL(`/${pathname.split('/')[1]}/-/-/-`, request.nextUrl) : null
  return withPolicy(nowhere ? NextResponse.rewrite(nowhere, answer) : NextResponse.next(answer), value)
}

function readHashes(): ScriptHashes {
  const file = path.join(
    /* turbopackIgnore: true */ process.cwd(),
    process.env.FORKLORE_DIST ?? '.next',
    'script-hashes.json',
  )
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { pages: {}, shared: [] }
}

/** @returns null when the path is not even encoded well */
function readablePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

function isEmbedded(pathname: string): boolean {
  const [first, locale = '', ...rest] = pathname.split('/').slice(1)
  return first === EMBED && isLocale(locale) && rest.join('') === ''
}

function needsLocale(pathname: string): boolean {
  const [first = ''] = pathname.split('/').slice(1)
  return (
    !isLocale(first) &&
    first !== 'api' &&
    first !== EMBED &&
    !first.startsWith('_') &&
    !pathname.includes('.')
  )
}

/** Whether the browser has something of a person: an account's session, a guest who has stored something, or a plan for a day
 *  that is to come. */
function hasBeenHere(request: NextRequest): boolean {
  const today = dayOf(new Date())
  return request.cookies
    .getAll()
    .some(
      ({ name, value }) =>
        /^(?:__Host-)?forklore\.(?:session|guest)$/.test(name) ||
        (name.startsWith(planCookie('')) && dayToCome(value, today) !== null),
    )
}

function redirectHome(request: NextRequest, locale: string): NextResponse {
  const url = request.nextUrl.clone()
  url.pathname = `/${locale}/today`
  return NextResponse.redirect(url)
}

function redirectToLocale(request: NextRequest): NextResponse {
  const locale = negotiateLocale(
    request.cookies.get(LOCALE_COOKIE)?.value,
    request.headers.get('accept-language'),
  )
  const url = request.nextUrl.clone()
  url.pathname = `/${locale}${url.pathname}`.replace(/\/$/, '')
  const response = NextResponse.redirect(url)
  response.headers.set('Vary', 'Accept-Language, Cookie')
  response.headers.set('Cache-Control', 'private, no-store')
  return response
}

function withPolicy(response: NextResponse, value: string): NextResponse {
  response.headers.set('Content-Security-Policy', value)
  return response
}

/** @param scripts sources without their quotes: `sha256-…`, `nonce-…`
 *  @param sendsElsewhere a form of it is another site's to take
 *  @param isEmbed it may be framed, and then asks the server for nothing: whoever frames it has nobody's account */
function policy(scripts: readonly string[], isEmbed: boolean, sendsElsewhere = false): string {
  const allowed = scripts.map((source) => `'${source}'`).join(' ')
  const [inlineStyle, socket] = isDevelopment ? [" 'unsafe-inline'", ' ws: http://localhost:*'] : ['', '']
  return [
    "default-src 'self'",
    `script-src 'self' ${allowed}`,
    `style-src 'self'${inlineStyle}`,
    "img-src 'self' data:",
    "font-src 'self'",
    isEmbed && !isDevelopment ? "connect-src 'none'" : `connect-src 'self'${socket}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    `form-action ${isEmbed ? "'none'" : sendsElsewhere ? '*' : "'self'"}`,
    `frame-ancestors ${isEmbed ? '*' : "'none'"}`,
  ].join('; ')
}
