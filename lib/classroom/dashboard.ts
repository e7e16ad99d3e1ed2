import 'server-only'
import { answeredItem, type Scorer } from '@/lib/attempt/answered'
import { answerTimes, responsesOf } from '@/lib/attempt/store'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Localized, PublicItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import type { AnsweredItem } from '@/lib/quiz/wire'
import { type Cell, cellOf, type FirstAnswer, type Summary } from './classroom'
import { BY_NAME, type ClassLesson, countByLesson, gradesOf, IS_GUEST, type LearnerGrades } from './grades'
import { ACTIVE_LEARNER, taughtBy } from './store'

/** What a teacher sees: learners × lessons, a page of learners by name. Numbers are of first scored answers that this
 *  teacher may see: from the day of joining on, or all of them where the learner shares earlier work. */
export type Dashboard = {
  /** `summary` is of the whole class, not of the page. */
  readonly lessons: readonly (ClassLesson & { readonly summary: LessonSummary })[]
  readonly learners: readonly LearnerGrades[]
  /** From 1 on; never beyond the last. */
  readonly page: number
  readonly pages: number
}

/** One lesson over a class: of `items` answers that there would be if everybody had answered everything, `answered` are
 *  there, of `learners` learners; `rate` (0 to 1) is their mean share of points, null where there is none. */
export type LessonSummary = Summary & { readonly learners: number }

/** So many learners are on a page of the heat map. */
export const DASHBOARD_PAGE = 30

/** The dashboard of a class that the viewer teaches; null when there is none such.
 *  @param page a page beyond the last is the last */
export async function dashboardOf(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  page = 1,
): Promise<Dashboard | null> {
  if (!isId(classroomId) || (await db.classroom.count({ where: taughtBy(viewer, classroomId) })) === 0)
    return null
  const everybody = { classroomId, ...ACTIVE_LEARNER }
  const total = await db.membership.count({ where: everybody })
  const pages = Math.max(1, Math.ceil(total / DASHBOARD_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const members = await db.membership.findMany({
    where: everybody,
    include: IS_GUEST,
    orderBy: BY_NAME,
    skip: (shown - 1) * DASHBOARD_PAGE,
    take: DASHBOARD_PAGE,
  })
  const [learners, counts] = await Promise.all([
    gradesOf(viewer, classroomId, lessons, members),
    countByLesson(viewer, classroomId, lessons),
  ])
  const columns = lessons.map((lesson, i) => {
    const { slug, title, itemIds } = lesson
    const known = counts.find((one) => one.lesson === i)
    const { learners: n, answered, shares } = known ?? { learners: 0, answered: 0, shares: 0 }
    const rate = answered === 0 ? null : shares / answered
    return { slug, title, itemIds, summary: { rate, answered, items: total * itemIds.length, learners: n } }
  })
  return { lessons: columns, learners, page: shown, pages }
}

/** The answers of one learner that their teacher may see, by lesson and item: of each item the first and the newest. */
export type LearnerAnswers = {
  readonly membershipId: string
  readonly name: string
  readonly isGuest: boolean
  readonly joinedAt: Date
  readonly shareEarlier: boolean
  readonly lessons: readonly {
    readonly slug: string
    readonly title: Localized
    readonly cell: Cell
    readonly items: readonly { readonly item: PublicItem; readonly answers: readonly AnsweredItem[] }[]
  }[]
  /** When each of them was given, ISO 8601, oldest first. */
  readonly times: readonly string[]
}

/** One learner's answers, for whoever teaches the class, and for the learner, who sees the very same. Null
 *  when the class, the learner or the right to look is missing. */
export async function learnerAnswers(
  viewer: Viewer,
  classroomId: string,
  membershipId: string,
  lessons: readonly ClassLesson[],
  locale: 'ko' | 'en',
  scorer: Scorer,
): Promise<LearnerAnswers | null> {
  if (!isId(classroomId) || !isId(membershipId)) return null
  const mayLook = [{ userId: viewer.id }, { classroom: taughtBy(viewer, classroomId) }]
  const member = await db.membership.findFirst({
    where: { id: membershipId, classroomId, ...ACTIVE_LEARNER, OR: mayLook },
    include: IS_GUEST,
  })
  if (!member) return null
  const { displayName: name, joinedAt, shareEarlier } = member
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const since = shareEarlier ? null : joinedAt
  const [all, times] = await Promise.all([
    responsesOf(member.userId, itemIds, since),
    answerTimes(member.userId, itemIds, since),
  ])
  const shown = await Promise.all(all.map((response) => answeredItem(response, locale, scorer)))
  const first = firstOf(member.userId, shown)
  const byLesson = await Promise.all(
    lessons.map(async ({ slug, title, itemIds: ids }) => {
      const items = await Promise.all(ids.map((id) => itemWithAnswers(id, shown, locale, scorer)))
      return { slug, title, cell: cellOf(first, ids), items: items.flat() }
    }),
  )
  const who = { membershipId, name, isGuest: member.user.guest, joinedAt, shareEarlier }
  return { ...who, lessons: byLesson, times: times.map((at) => at.toISOString()) }
}

/** The membership of a learner in a class of theirs, to look at what the teacher sees; null when not one. */
export async function ownMembership(viewer: Viewer, classroomId: string): Promise<string | null> {
  const where = { classroomId, userId: viewer.id, ...ACTIVE_LEARNER }
  return (await db.membership.findFirst({ where, select: { id: true } }))?.id ?? null
}

async function itemWithAnswers(
  id: string,
  shown: readonly AnsweredItem[],
  locale: 'ko' | 'en',
  scorer: Scorer,
) {
  const answers = shown.filter((answer) => answer.itemId === id)
  const item = answers.length > 0 ? await scorer.loadItem(id) : null
  return item ? [{ item: publicItem(item, locale, answers[0]?.seed ?? 0), answers }] : []
}

function firstOf(userId: string, shown: readonly AnsweredItem[]): FirstAnswer[] {
  const seen = new Set<string>()
  return shown.flatMap(({ itemId, state, earned, total }) => {
    if (seen.has(itemId) || state !== 'scored') return []
    seen.add(itemId)
    return [{ userId, itemId, earned, total }]
  })
}
