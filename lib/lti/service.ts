import 'server-only'
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { z } from 'zod'
import { isServiceUrl } from './claim'
import { ALG, signingKey } from './key'
import type { Platform } from './platform'

/** How long a platform may take to answer, in ms, and how much it may say. */
const PATIENCE = 15_000
const MOST_SAID = 4_000_000

/** Why a platform did not do what it was asked: it is away, or lets us do nothing of the kind. */
export type ServiceCode = 'unreachable' | 'unauthorized' | 'unexpected'

export class ServiceError extends Error {
  constructor(
    readonly code: ServiceCode,
    cause?: unknown,
  ) {
    super(`the platform is ${code}`, { cause })
  }
}

const granted = z.object({ access_token: z.string().min(1).max(8000) })

/** Asks a platform for leave to use its services (Security Framework 1.0, 4.1), by a word that we sign.
 *  @returns what requests carry
 *  @throws ServiceError */
export async function accessToken(
  platform: Platform,
  scopes: readonly string[],
  late: AbortSignal,
): Promise<string> {
  const { clientId, tokenUrl, tokenAudience } = platform
  const { kid, key } = await signingKey()
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: ALG, kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenAudience ?? tokenUrl)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key)
  const body = new URLSearchParams({
    ...{ grant_type: 'client_credentials', scope: scopes.join(' '), client_assertion: assertion },
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  })
  const answered = await send(tokenUrl, { method: 'POST', body }, late)
  if (isBusy(answered)) throw new ServiceError('unreachable')
  if (answered.status >= 400) throw new ServiceError('unauthorized')
  const read = granted.safeParse(answered.json)
  if (answered.status !== 200 || !read.success) throw new ServiceError('unexpected')
  return read.data.access_token
}

export type Answered = {
  readonly status: number
  readonly json: unknown
  /** Where the next page of a list is (RFC 8288); null: this was the last. */
  readonly next: string | null
}

/** Asks a service of a platform.
 *  @throws ServiceError where it is away, too busy or no longer lets us; what it says of one request is handed back */
export async function callService(
  token: string,
  url: string,
  ask: { readonly method: 'GET' | 'POST'; readonly type: string; readonly body?: object },
  late: AbortSignal,
): Promise<Answered> {
  const { method, type, body } = ask
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body ? { 'content-type': type } : { accept: type }),
  }
  const answered = await send(url, { method, headers, ...(body && { body: JSON.stringify(body) }) }, late)
  // A single score may be forbidden, of its column or of its learner, where others are not.
  const isScore = new URL(url).pathname.endsWith('/scores')
  if (answered.status === 401 || (answered.status === 403 && !isScore)) throw new ServiceError('unauthorized')
  if (isBusy(answered)) throw new ServiceError('unreachable')
  return answered
}

/** Whether a platform does not refuse what was asked, but cannot do it now. */
function isBusy({ status }: Answered): boolean {
  return status === 429 || status >= 500
}

async function send(url: string, init: RequestInit, late: AbortSignal): Promise<Answered> {
  if (!isServiceUrl(url)) throw new ServiceError('unexpected')
  try {
    const signal = AbortSignal.any([late, AbortSignal.timeout(PATIENCE)])
    const response = await fetch(url, { ...init, redirect: 'error', signal })
    const text = await textOf(response)
    return { status: response.status, json: jsonOf(text), next: nextOf(response.headers.get('link'), url) }
  } catch (error) {
    throw error instanceof ServiceError ? error : new ServiceError('unreachable', error)
  }
}

async function textOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const decoder = new TextDecoder()
  let [text, length] = ['', 0]
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > MOST_SAID) throw new ServiceError('unexpected')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function nextOf(link: string | null, base: string): string | null {
  const [, target] = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '') ?? []
  const url = target === undefined ? null : URL.parse(target, base)
  // A list does not go on at somebody else's.
  return url && url.origin === new URL(base).origin ? url.href : null
}
