import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { db } from '@/lib/db'
import { type AccountFailure, readNewPassword, type SignedIn } from './account'
import { hashPassword, isPassword } from './password'
import type { Viewer } from './viewer'

/** Crockford's letters of base 32, of which none is taken for another; 25 of them are 125 bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 25
const GROUP = 5

/** Makes a code that resets the password of an account once, in place of any code before.
 *  @param current the password
 *  @returns the code in groups, which nothing keeps */
export async function newRecoveryCode(
  viewer: Viewer,
  current: string,
): Promise<{ readonly ok: true; readonly code: string } | AccountFailure> {
  const user = await db.user.findUnique({ where: { id: viewer.id } })
  if (!user || user.guest || user.email === null || !(await isPassword(user.passwordHash, current)))
    return { ok: false, code: 'wrong-current' }
  const letters = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  // Nobody prints a code that a change of the password at the same instant has left without effect.
  const { count } = await db.user.updateMany({
    where: { id: user.id, passwordHash: user.passwordHash, sessionEpoch: user.sessionEpoch },
    data: { recoveryHash: hashOf(letters) },
  })
  if (count === 0) return { ok: false, code: 'wrong-current' }
  return { ok: true, code: letters.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-') }
}

/** Whether there is a code that resets the password of this person. */
export async function hasRecoveryCode(viewer: Viewer): Promise<boolean> {
  return (await db.user.count({ where: { id: viewer.id, recoveryHash: { not: null } } })) === 1
}

/** Makes the code of a person reset nothing any more; without one nothing happens. */
export async function withdrawRecoveryCode(viewer: Viewer): Promise<void> {
  await db.user.updateMany({ where: { id: viewer.id }, data: { recoveryHash: null } })
}

/** Sets a new password by a code, which works once, and ends every session of its person.
 *  @param address of the account
 *  @param input `{ code, next }` */
export async function resetByCode(address: string, input: unknown): Promise<SignedIn | AccountFailure> {
  const fields = z.object({ code: z.string().max(100).catch('') }).safeParse(input)
  const password = readNewPassword(input)
  if (!password.ok) return password
  const passwordHash = await hashPassword(password.next)
  const recoveryHash = hashOf(plain(fields.data?.code ?? ''))
  // Of two at once one finds it.
  const [user] = await db.user.updateManyAndReturn({
    where: { email: address, recoveryHash, passwordHash: { not: null } },
    data: { passwordHash, recoveryHash: null, sessionEpoch: { increment: 1 } },
    select: { id: true, sessionEpoch: true },
  })
  return user ? { ok: true, id: user.id, epoch: user.sessionEpoch } : { ok: false, code: 'wrong-code' }
}

/** A code as it was made, however it was typed off a sheet of paper. */
function plain(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

/** One round is enough: nobody guesses 125 bits. */
function hashOf(letters: string): string {
  return createHash('sha256').update(letters).digest('base64url')
}
