import 'server-only'
import type { Db } from '@/lib/db'

/** Moves what a guest has of this to an account, within the transaction that merges them; what the account has stays. */
export async function moveDaily(tx: Db, guestId: string, accountId: string): Promise<void> {
  const days = await tx.dailyQuestion.findMany({ where: { userId: accountId }, select: { day: true } })
  const rest = { userId: guestId, day: { notIn: days.map(({ day }) => day) } }
  await tx.dailyQuestion.updateMany({ where: rest, data: { userId: accountId } })
  await tx.dailyQuestion.deleteMany({ where: { userId: guestId } })
  if ((await tx.daily.count({ where: { userId: accountId } })) === 0)
    await tx.daily.updateMany({ where: { userId: guestId }, data: { userId: accountId } })
  else await tx.daily.deleteMany({ where: { userId: guestId } })
}
