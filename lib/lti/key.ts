import 'server-only'
import { hkdfSync } from 'node:crypto'
import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type SignJWT,
} from 'jose'
import { authSecret } from '@/lib/auth/secret'
import { type Db, db, transaction } from '@/lib/db'
import type { LtiKey } from '@/prisma/client/client'

/** The one algorithm of the Security Framework that every platform has to know. */
export const ALG = 'RS256'

/** What signs. */
export type SigningKey = Parameters<SignJWT['sign']>[0]

/** For so long a key is still published after a newer one: platforms keep what they have read for a day or so. */
const PUBLISHED_MS = 30 * 24 * 3600_000

/** Another lock than any other of this product: two instances that start at once make one key. */
const LOCK = 5_418_130

/** The public keys, newest first, as a JSON Web Key Set; made on first use. */
export async function publicKeys(): Promise<{ readonly keys: readonly JWK[] }> {
  await signingKey()
  const rows = await db.ltiKey.findMany({ orderBy: { createdAt: 'desc' } })
  const keys = await Promise.all(
    rows.map(async (row, i) => {
      const newer = rows[i - 1]
      if (newer && Date.now() - newer.createdAt.getTime() > PUBLISHED_MS) return []
      const jwk = await unseal(row)
      return jwk ? [{ kty: jwk.kty, n: jwk.n, e: jwk.e, kid: row.id, alg: ALG, use: 'sig' } as JWK] : []
    }),
  )
  return { keys: keys.flat() }
}

/** The key that signs now, made where there is none, or none that NEXTAUTH_SECRET opens. */
export async function signingKey(): Promise<{ readonly kid: string; readonly key: SigningKey }> {
  const known = await newestKey()
  if (known) return known
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`
    // Whoever waited for the lock finds what was made meanwhile.
    if ((await newestKey(tx)) === null) await tx.ltiKey.create({ data: await newKey() })
  })
  const made = await newestKey()
  if (!made) throw new Error('the key that was made is not there')
  return made
}

/** Makes a new key that signs from now on. The one before it stays published for a while.
 *  @returns its id */
export async function rotateKey(): Promise<string> {
  return (await db.ltiKey.create({ data: await newKey() })).id
}

/** @param from the transaction where there is one: a second connection would be waited for while the first is held */
async function newestKey(from: Db = db) {
  const row = await from.ltiKey.findFirst({ orderBy: { createdAt: 'desc' } })
  const jwk = row && (await unseal(row))
  return row && jwk ? { kid: row.id, key: await importJWK(jwk, ALG) } : null
}

async function newKey() {
  const { privateKey } = await generateKeyPair(ALG, { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(privateKey)
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(sealing())
  return { id: await calculateJwkThumbprint(jwk), sealed }
}

/** Null where another secret sealed it: who has a copy of the database alone signs nothing. */
async function unseal({ sealed }: LtiKey): Promise<JWK | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, sealing())
    return JSON.parse(new TextDecoder().decode(plaintext))
  } catch {
    return null
  }
}

/** Of its own, so that what sessions are sealed with seals nothing else. */
function sealing(): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', authSecret(), '', 'forklore lti key', 32))
}
