import 'server-only'
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { type LtiCode, type LtiFailure, refused } from './failure'
import { ALG } from './key'
import type { Platform } from './platform'

/** By so many seconds the clocks of a platform and of us may differ. */
const SKEW = 60
/** A token is no older than so many seconds, whatever it says of itself. */
const OLDEST = 3600

/** How long is waited for a platform's keys, and how soon they are asked for again when one is not among them, in ms. */
const [TIMEOUT, COOLDOWN] = [5_000, 5_000]

/** The keys of each platform that was asked, as they were last read; whoever sends unknown ids of keys has them read again no more
 *  often than `COOLDOWN` says. */
const known = new Map<string, ReturnType<typeof createRemoteJWKSet>>()
const MOST_KNOWN = 1000

function keysOf({ id, keysUrl }: Platform, cooldownDuration: number) {
  const name = `${id} ${keysUrl}`
  const keys =
    known.get(name) ?? createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: TIMEOUT, cooldownDuration })
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(name, keys)
  return keys
}

/** Reads a token as the Security Framework 1.0 (5.1.3) asks: signed by the platform, by RS256 and nothing else; of its issuer, for us and
 *  for nobody in our place, in its time. Whether its nonce is that of the sign-in is looked at last.
 *  @param cooldown ms, for tests */
export async function readToken(
  platform: Platform,
  token: string,
  nonce: string,
  cooldown = COOLDOWN,
): Promise<{ readonly ok: true; readonly payload: JWTPayload } | LtiFailure> {
  const wrong = whyUnreadable(platform, token)
  if (wrong) return refused(wrong)
  try {
    const { payload } = await jwtVerify(token, keysOf(platform, cooldown), {
      algorithms: [ALG],
      issuer: platform.issuer,
      audience: platform.clientId,
      clockTolerance: SKEW,
      maxTokenAge: OLDEST,
      requiredClaims: ['exp', 'iat', 'nonce', 'sub'],
    })
    const { aud, azp } = payload
    // Of several whom it is for the one is named to whom it was given.
    const isOthers =
      Array.isArray(aud) && aud.length > 1
        ? azp !== platform.clientId
        : azp !== undefined && azp !== platform.clientId
    if (isOthers) return refused('audience-wrong')
    return payload.nonce === nonce ? { ok: true, payload } : refused('nonce-wrong')
  } catch (error) {
    return refused(codeOf(error))
  }
}

/** What is wrong before any key is asked for: nobody has us read a platform's keys with what is not its own. */
function whyUnreadable({ issuer }: Platform, token: string): LtiCode | null {
  try {
    const { alg } = decodeProtectedHeader(token)
    if (alg !== ALG) return 'alg-refused'
    return decodeJwt(token).iss === issuer ? null : 'issuer-wrong'
  } catch {
    return 'token-ill-formed'
  }
}

function codeOf(error: unknown): LtiCode {
  if (error instanceof errors.JWTExpired) return 'time-wrong'
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIM_CODES[error.claim] ?? 'claims-ill-formed'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'key-unknown'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature-wrong'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'alg-refused'
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'token-ill-formed'
  // What is left is that the keys could not be read: no answer, no JSON, no keys.
  return 'keys-unreachable'
}

const CLAIM_CODES: Readonly<Record<string, LtiCode>> = {
  iss: 'issuer-wrong',
  aud: 'audience-wrong',
  iat: 'time-wrong',
  exp: 'time-wrong',
  nbf: 'time-wrong',
  nonce: 'nonce-wrong',
}
