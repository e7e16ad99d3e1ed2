import { cookies, headers } from 'next/headers'
import { clientAddress, cookieName } from '@/lib/auth/origin'
import { sessionCookie } from '@/lib/auth/session'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { takeLocally } from '@/lib/rate-limit/local'
import type { RateLimited } from '@/lib/rate-limit/store'

/** Bodies of more than this many bytes are no answer of a learner. */
const MAX_BODY = 256 * 1024

/** The status of each code that a route answers with; any other failure is 400. */
const STATUS: Readonly<Record<string, number>> = {
  'signed-out': 401,
  'cross-origin': 403,
  refused: 403,
  'not-found': 404,
  'unknown-item': 404,
  'unknown-response': 404,
  'unknown-program': 404,
  'stale-item': 409,
  full: 409,
  'too-long': 413,
  'rate-limited': 429,
  unavailable: 503,
}

type Body = {
  readonly ok?: boolean
  readonly code?: string
  readonly seconds?: number
  /** Of the request that failed, as in the log. */
  readonly request?: string
}

/** Answers with JSON that no cache keeps. When the work throws, the reader is told to try again later and under which id
 *  that is in the log; nothing of the error leaves the server. */
export async function answer(work: Body | (() => Promise<object>)): Promise<Response> {
  const body: Body = typeof work === 'function' ? await attempt(work) : work
  const status = body.ok === false ? (STATUS[body.code ?? ''] ?? 400) : 200
  const retry: Record<string, string> = body.seconds ? { 'retry-after': String(body.seconds) } : {}
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store', ...retry } })
}

/** The rate limit of reading, by address and by browser, before anything is asked of the database; null when the request
 *  may go on.
 *  @param what `live`: what is asked again and again while a class is taught */
export async function admitReader(what: 'read' | 'live' = 'read'): Promise<RateLimited | null> {
  const sent = await cookies()
  // Somebody without either has stored nothing, and is given next to nothing.
  const browser = sent.get(sessionCookie())?.value ?? sent.get(cookieName('guest'))?.value
  return (
    takeLocally(`${what}-by-address`, clientAddress(await headers())) ??
    (browser === undefined ? null : takeLocally(`${what}-by-browser`, browser))
  )
}

/** Whoever asks for a file that is made for them, or what they are answered instead: files cost more than pages.
 *  @param limit which files these are */
export async function admitExporter(
  limit: 'export-by-person' | 'class-export-by-person',
): Promise<{ readonly viewer: Viewer; readonly refused: null } | { readonly refused: Body }> {
  const limited = await admitReader()
  if (limited) return { refused: limited }
  const viewer = await getViewer()
  if (!viewer) return { refused: { ok: false, code: 'signed-out' } }
  const tooMany = takeLocally(limit, viewer.id)
  return tooMany ? { refused: tooMany } : { viewer, refused: null }
}

/** A file to be kept, which no cache keeps.
 *  @param name with its ending, in ASCII */
export function download(body: BodyInit, name: string, contentType: string): Response {
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
}

export const TOO_LONG = { ok: false, code: 'too-long' } as const

/** The JSON of a request; null when there is none, `TOO_LONG` when it is longer than anybody types. What some paste without
 *  seeing it and the database keeps in no text is left out, a NUL, as gcc leaves it out of a program, or replaced, half of a
 *  surrogate pair. */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return TOO_LONG
  try {
    const text = await readText(request)
    if (text === null) return TOO_LONG
    return /\\u(0000|d[89a-f])/i.test(text) ? JSON.parse(text, storable) : JSON.parse(text)
  } catch {
    return null
  }
}

/** The fields of a form that was posted; null when there is none, or it is longer than any that we are sent. */
export async function readForm(request: Request): Promise<Readonly<Record<string, string>> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return null
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null
  const text = await readText(request)
  return text === null ? null : Object.fromEntries(new URLSearchParams(text.replaceAll('%00', '')))
}

/** The text of a body; null as soon as it is longer than `MAX_BODY`. No more of it is taken then: it may have been sent without a
 *  length, and without an end. */
async function readText({ body }: Request): Promise<string | null> {
  if (!body) return ''
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let [text, length] = ['', 0]
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    length += value.byteLength
    if (length > MAX_BODY) {
      void reader.cancel().catch(() => {})
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : value
}

async function attempt(work: () => Promise<object>): Promise<Body> {
  try {
    return await work()
  } catch (error) {
    // The web server's preload makes a line of the log of it: lib/cli/serve/request-log.mjs.
    console.error(error)
    const request = (await headers()).get('x-request-id')
    return { ok: false, code: 'unavailable', ...(request ? { request } : {}) }
  }
}
