import 'server-only'
import { randomBytes } from 'node:crypto'
import { lockOwner } from '@/lib/auth/owner'
import { viewerOf } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { cards } from '@/lib/content/card'
import { type Db, db, transaction } from '@/lib/db'
import { reviewsNow } from '@/lib/progress/agenda-store'
import { dayOf } from '@/lib/progress/day'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { chooseQuestion } from './choose'

/** How somebody gets their question. */
export type Daily = {
  readonly key: string
  readonly locale: 'ko' | 'en'
  readonly mailHour: number | null
}

/** A question that somebody was asked on a day. */
export type Asked = { readonly day: number; readonly itemId: string }

/** So many days a feed reaches back. */
const DAYS_SHOWN = 7
/** For so many a card that was asked is not asked again, unless it is due. */
const DAYS_KEPT = 400

/** How one person gets their question; null where they do not. */
export async function dailyOf(viewer: Viewer): Promise<Daily | null> {
  const row = await db.daily.findUnique({ where: { userId: viewer.id } })
  return row && { key: row.key, locale: localeOf(row.locale), mailHour: row.mailHour }
}

/** Gives somebody an address of feeds; one that is there stays. */
export async function openDaily(viewer: Viewer, locale: 'ko' | 'en'): Promise<void> {
  await withOwner(viewer, (tx, userId) =>
    tx.daily.createMany({
      data: [{ userId, key: newKey(), stopKey: newKey(), locale }],
      skipDuplicates: true,
    }),
  )
}

/** Makes the address another one: the one before opens nothing from now on. */
export async function renewDaily(viewer: Viewer): Promise<void> {
  await withOwner(viewer, (tx, userId) => tx.daily.updateMany({ where: { userId }, data: { key: newKey() } }))
}

/** Ends feeds and mail. */
export async function closeDaily(viewer: Viewer): Promise<void> {
  await withOwner(viewer, (tx, userId) => tx.daily.deleteMany({ where: { userId } }))
}

/** Has the question mailed at an hour in Seoul, in a language, or not at all.
 *  @returns false where nobody has shown that the address is theirs: others are not written to */
export async function setMailHour(
  viewer: Viewer,
  mailHour: number | null,
  locale: 'ko' | 'en',
): Promise<boolean> {
  if (mailHour !== null && !(await isAddressProven(viewer))) return false
  await openDaily(viewer, locale)
  await withOwner(viewer, (tx, userId) =>
    tx.daily.updateMany({ where: { userId }, data: { mailHour, locale } }),
  )
  return true
}

/** Whether a link that was sent to somebody's address has signed them in. */
export async function isAddressProven(viewer: Viewer): Promise<boolean> {
  return (
    (await db.user.count({
      where: { id: viewer.id, email: { not: null }, emailVerified: { not: null } },
    })) === 1
  )
}

/** Ends the mail of whoever has this link. Who has none is told nothing else. */
export async function stopMail(stopKey: string): Promise<void> {
  if (isKey(stopKey)) await db.daily.updateMany({ where: { stopKey }, data: { mailHour: null } })
}

/** The person of a feed's address, and how they get their question; null where it opens nothing. */
export async function personOfFeed(key: string): Promise<{ viewer: Viewer; daily: Daily } | null> {
  const row = isKey(key) ? await db.daily.findUnique({ where: { key }, include: { user: true } }) : null
  if (!row) return null
  const { mailHour } = row
  return { viewer: viewerOf(row.user), daily: { key, locale: localeOf(row.locale), mailHour } }
}

/** What somebody is asked today and was asked on the days before, the newest first. The first look of a day chooses, whoever
 *  looks; what was chosen stays, also after it was answered. */
export async function questionsOf(viewer: Viewer, now = new Date()): Promise<Asked[]> {
  const day = dayOf(now)
  const where = { userId: viewer.id, day: { lte: day, gt: day - DAYS_KEPT } }
  const known = await db.dailyQuestion.findMany({ where, orderBy: { day: 'desc' } })
  if (known[0]?.day !== day) {
    const itemId = await choose(viewer, known, now)
    if (itemId !== null) {
      await withOwner(viewer, async (tx, userId) => {
        await tx.dailyQuestion.createMany({ data: [{ userId, day, itemId }], skipDuplicates: true })
        await tx.dailyQuestion.deleteMany({ where: { userId, day: { lte: day - DAYS_KEPT } } })
      })
      return questionsOfDays(viewer, day)
    }
  }
  return known.filter((one) => one.day > day - DAYS_SHOWN).map(({ day: on, itemId }) => ({ day: on, itemId }))
}

function questionsOfDays(viewer: Viewer, day: number): Promise<Asked[]> {
  const where = { userId: viewer.id, day: { lte: day, gt: day - DAYS_SHOWN } }
  return db.dailyQuestion.findMany({ where, select: { day: true, itemId: true }, orderBy: { day: 'desc' } })
}

async function choose(viewer: Viewer, asked: readonly Asked[], now: Date): Promise<string | null> {
  // A feed or a mail is asked for by no browser.
  const withheld = await allWithheldFrom({ viewer, device: null }, now)
  const [{ agenda }, rated] = await Promise.all([
    reviewsNow(viewer, withheld, Number.POSITIVE_INFINITY, { now }),
    db.itemStanding.findMany({ where: { userId: viewer.id }, select: { itemId: true } }),
  ])
  const known = new Set([...asked, ...rated].map(({ itemId }) => itemId))
  const candidates = cards(viewer.locale).map(({ id, asked: times }) => ({ itemId: id, asked: times }))
  return chooseQuestion(
    dayOf(now),
    agenda.today.map(({ itemId }) => itemId),
    candidates,
    known,
  )
}

/** Whom to mail today's question to at this hour, and who was not yet, by their ids.
 *  @param hours hours of the day in Seoul
 *  @param page at most `limit`, whose ids come after `after` */
export async function peopleToMail(
  day: number,
  hours: readonly number[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const rows = await db.daily.findMany({
    where: {
      ...(after !== null && { userId: { gt: after } }),
      mailHour: { in: [...hours] },
      user: {
        email: { not: null },
        emailVerified: { not: null },
        dailyAsked: { none: { day, mailedAt: { not: null } } },
      },
    },
    select: { userId: true },
    orderBy: { userId: 'asc' },
    take: limit,
  })
  return rows.map(({ userId }) => userId)
}

/** Somebody who is to be mailed now. */
export type Recipient = {
  readonly viewer: Viewer
  readonly email: string
  readonly locale: 'ko' | 'en'
  readonly stopKey: string
  readonly asked: Asked
}

/** Takes it on to mail somebody today's question: of all instances one.
 *  @param hours the hours in Seoul whose mail may go out now
 *  @returns null where another has, or they do not want it any more, or not at such an hour */
export async function claimMail(
  userId: string,
  now: Date,
  hours: readonly number[],
): Promise<Recipient | null> {
  const row = await db.daily.findUnique({ where: { userId }, include: { user: true } })
  const email = row?.user.email
  if (!row || row.mailHour === null || !hours.includes(row.mailHour)) return null
  if (!email || !row.user.emailVerified) return null
  const viewer = viewerOf(row.user)
  const [asked] = await questionsOf(viewer, now)
  if (asked?.day !== dayOf(now)) return null
  const where = { userId, day: asked.day, mailedAt: null }
  const { count } = await db.dailyQuestion.updateMany({ where, data: { mailedAt: now } })
  return count === 1 ? { viewer, email, locale: localeOf(row.locale), stopKey: row.stopKey, asked } : null
}

/** Says that a mail which was taken on did not go out after all. */
export async function unclaimMail(userId: string, day: number): Promise<void> {
  await db.dailyQuestion.updateMany({ where: { userId, day }, data: { mailedAt: null } })
}

/** A guest whose work moves at this moment is followed. */
async function withOwner(viewer: Viewer, work: (tx: Db, ownerId: string) => Promise<unknown>): Promise<void> {
  await transaction(async (tx) => {
    const owner = await lockOwner(tx, viewer.id)
    if (owner !== null) await work(tx, owner)
  })
}

/** 32 random bytes in base64url. */
function newKey(): string {
  return randomBytes(32).toString('base64url')
}

function isKey(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

function localeOf(stored: string): 'ko' | 'en' {
  return stored === 'en' ? 'en' : 'ko'
}
