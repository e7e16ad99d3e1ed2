import 'server-only'
import { hash, verify } from '@node-rs/argon2'

/** In UTF-16 code units. The upper bound keeps hashing bounded. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const

/** argon2id with the parameters of OWASP's Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

/** Whether a password fits a hash. Takes as long when there is no hash, so that the time of a sign-in does
 *  not tell whether the address is known. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const fits = await verify(passwordHash ?? (await decoy), normalized(password))
  return fits && passwordHash !== null
}

let decoy: Promise<string> | null = null

/** The same password typed on a Mac and on Windows: Hangul arrives decomposed from the one and composed
 *  from the other. */
function normalized(password: string): string {
  return password.normalize('NFC')
}
