import 'server-only'
import { answeredItem, loadVariant, type Scorer } from '@/lib/attempt/answered'
import { answerTimes, responsesOf } from '@/lib/attempt/store'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { GIVEN_HERE, scoreIn } from '@/lib/progress/counting'
import type { Withholding } from '@/lib/progress/withheld-store'
import type { Answer, ItemKind, Localized, PublicItem } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { publicItem } from '@/lib/quiz/publish'
import type { AnsweredItem } from '@/lib/quiz/wire'
import { Prisma } from '@/prisma/client/client'
import { type Activity, activityOf, type LearnerOrder, type LearnerPick, pickedIn } from './activity'
import { type Cell, CONSENT, cellOf, type FirstAnswer, type Summary } from './classroom'
import { type Decision, decisionsOn } from './decision'
import {
  BY_NAME,
  type ClassLesson,
  countByLesson,
  GRADED,
  gradesOf,
  IS_GUEST,
  type LearnerGrades,
} from './grades'
import { commentsOn, type Note } from './note'
import { look, within } from './right'
import { ACTIVE_LEARNER } from './store'

/** What a teacher sees: learners × lessons, a page of learners in an order. Numbers are of first scored answers that this
 *  teacher may see: from the day of joining on, or all of them where the learner shares earlier work. */
export type Dashboard = {
  /** `summary` is of the whole class, not of the page. */
  readonly lessons: readonly (ClassLesson & { readonly summary: LessonSummary })[]
  readonly learners: readonly (LearnerGrades & Activity)[]
  /** Of the whole class. */
  readonly total: number
  /** From 1 on; never beyond the last. */
  readonly page: number
  readonly pages: number
}

/** One lesson over a class: of `items` answers that there would be if everybody had answered everything, `answered` are
 *  there; `learners` answered the item that most did; `rate` (0 to 1) is the mean share of points, to the thousandth of an
 *  answer, null where there is none. */
export type LessonSummary = Summary & { readonly learners: number }

/** So many learners are on a page of the heat map. */
export const DASHBOARD_PAGE = 30

/** The dashboard of a class that the viewer teaches; null when there is none such.
 *  @param page a page beyond the last is the last
 *  @param pick only these learners; null: all of them
 *  @param sectionId the dashboard of this section alone; null: of all of the class */
export async function dashboardOf(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  page = 1,
  order: LearnerOrder = 'name',
  pick: LearnerPick | null = null,
  sectionId: string | null = null,
): Promise<Dashboard | null> {
  const seen = await look(viewer, classroomId, { kind: 'grades_seen' })
  if (!seen) return null
  const looked = within(seen, sectionId)
  const everybody = { classroomId, ...ACTIVE_LEARNER, ...(sectionId && { sectionId }) }
  const isPlain = pick === null && order === 'name'
  const [total, chosen] = await Promise.all([
    db.membership.count({ where: everybody }),
    isPlain ? null : pickedIn(looked, { pick, order }, Math.max(1, page), DASHBOARD_PAGE),
  ])
  const pages = Math.max(1, Math.ceil((chosen?.total ?? total) / DASHBOARD_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const [skip, take] = [(shown - 1) * DASHBOARD_PAGE, DASHBOARD_PAGE]
  const members = chosen
    ? await inOrder(chosen.ids)
    : await db.membership.findMany({ where: everybody, include: GRADED, orderBy: BY_NAME, skip, take })
  const userIds = members.map(({ userId }) => userId)
  const [grades, activity, counts] = await Promise.all([
    gradesOf(looked, lessons, members),
    activityOf(looked, userIds),
    countByLesson(looked, lessons),
  ])
  const learners = grades.map((one, i) => ({ ...one, ...(activity.get(userIds[i] ?? '') ?? NOTHING_DONE) }))
  const columns = lessons.map((lesson, i) => {
    const { slug, title, itemIds } = lesson
    const known = counts.find((one) => one.lesson === i)
    const { learners: n, answered, shares } = known ?? { learners: 0, answered: 0, shares: 0 }
    const rate = answered === 0 ? null : shares / answered
    return { slug, title, itemIds, summary: { rate, answered, items: total * itemIds.length, learners: n } }
  })
  return { lessons: columns, learners, total, page: shown, pages }
}

/** Memberships in the order of their ids. */
async function inOrder(ids: readonly string[]) {
  const rows = await db.membership.findMany({ where: { id: { in: [...ids] } }, include: GRADED })
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

const NOTHING_DONE: Activity = { lastAt: null, stuckAt: [] }

/** The answers of one learner that their teacher may see: how every lesson stands, and of one lesson each item's first
 *  and newest answers. */
export type LearnerAnswers = {
  readonly membershipId: string
  readonly name: string
  readonly isGuest: boolean
  readonly joinedAt: Date
  readonly shareEarlier: boolean
  /** Those with an answer, in order. */
  readonly lessons: readonly { readonly slug: string; readonly title: Localized; readonly cell: Cell }[]
  /** The lesson that is open; null while nothing is answered. */
  readonly opened: {
    readonly slug: string
    readonly items: readonly { readonly item: PublicItem; readonly answers: readonly SeenAnswer[] }[]
  } | null
  /** When answers to any lesson came, ISO 8601, oldest first. */
  readonly times: readonly string[]
}

/** An answer with what it is worth in the class, and what was decided of that and written on it there, the oldest first.
 *  `right`: one that earns every point, where this one does not and what is right may be told. */
export type SeenAnswer = AnsweredItem & {
  readonly right: Answer | null
  readonly decisions: readonly Decision[]
  readonly comments: readonly Note[]
}

/** One learner's answers, for whoever teaches the class, and for the learner, who sees the very same but for the scores that an
 *  assignment withholds. What is right neither is told while an assignment withholds it from them, of whichever class. Null when the class, the learner or the right to look is missing.
 *  @param slug of the lesson to open; the first with an answer where this one has none
 *  @param withheld from whoever looks */
export async function learnerAnswers(
  viewer: Viewer,
  classroomId: string,
  membershipId: string,
  lessons: readonly ClassLesson[],
  { locale, slug }: { readonly locale: 'ko' | 'en'; readonly slug: string | null },
  scorer: Scorer,
  withheld: Withholding,
): Promise<LearnerAnswers | null> {
  if (!isId(classroomId) || !isId(membershipId)) return null
  const member = await db.membership.findFirst({
    where: { id: membershipId, classroomId, ...ACTIVE_LEARNER },
    include: IS_GUEST,
  })
  if (!member) return null
  const sight = { kind: 'answers_seen', subjectId: membershipId } as const
  if (member.userId !== viewer.id && !(await look(viewer, classroomId, sight))) return null
  const { userId, displayName: name, joinedAt, shareEarlier } = member
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const since = shareEarlier ? null : joinedAt
  const [first, times] = await Promise.all([
    firstAnswers(classroomId, userId, itemIds, since),
    answerTimes(userId, itemIds, since),
  ])
  const given = new Set(first.map(({ itemId }) => itemId))
  const answered = lessons.filter((lesson) => lesson.itemIds.some((id) => given.has(id)))
  const open = answered.find((lesson) => lesson.slug === slug) ?? answered[0] ?? null
  const isOwn = userId === viewer.id
  const isAgreed = member.consent >= CONSENT
  const stored = open ? await responsesOf(userId, open.itemIds, { since }) : []
  const ids = stored.map(({ id }) => id)
  const [decisions, comments] = await Promise.all([
    decisionsOn(classroomId, ids),
    commentsOn(classroomId, ids),
  ])
  const own = isOwn || isAgreed ? stored : stored.map((one) => ({ ...one, ...UNSAID }))
  // Who teaches here may learn elsewhere, and be asked the same there.
  const held = (itemId: string) => (isOwn ? withheld.of(itemId) : { ...withheld.of(itemId), score: false })
  const shown = await Promise.all(
    own.map(async (response) => {
      const answer = await answeredItem(response, locale, scorer, held(response.itemId))
      const of = [decisions.get(response.id) ?? [], comments.get(response.id) ?? []] as const
      return inClass(answer, await rightOf(answer, response, scorer), ...of)
    }),
  )
  const items =
    open && (await Promise.all(open.itemIds.map((id) => itemWithAnswers(id, shown, locale, scorer))))
  const cells = answered.map((lesson) => ({
    slug: lesson.slug,
    title: lesson.title,
    cell: cellOf(
      first.filter(({ itemId }) => !held(itemId).score),
      lesson.itemIds,
    ),
  }))
  return {
    ...{ membershipId, name, isGuest: member.user.guest, joinedAt, shareEarlier },
    lessons: cells,
    opened: open && items && { slug: open.slug, items: items.flat() },
    times: times.map((at) => at.toISOString()),
  }
}

/** How an answer was given, of who has not agreed to show it. */
const UNSAID = { hintsShown: 0, confidence: null, durationMs: null } as const

/** The membership of a learner in a class of theirs, to look at what the teacher sees; null when not one. */
export async function ownMembership(viewer: Viewer, classroomId: string): Promise<string | null> {
  const where = { classroomId, userId: viewer.id, ...ACTIVE_LEARNER }
  return (await db.membership.findFirst({ where, select: { id: true } }))?.id ?? null
}

/** An answer as its class has it. A reason or a comment may tell what is right, and is withheld where that is. */
function inClass(
  answer: AnsweredItem,
  right: Answer | null,
  decisions: readonly Decision[],
  comments: readonly Note[],
): SeenAnswer {
  if (answer.withheld === 'score') return { ...answer, right: null, decisions: [], comments: [] }
  const { earned = null, total = null } = decisions.at(-1) ?? {}
  const worth = earned === null || total === null ? {} : { state: 'scored' as const, earned, total }
  if (answer.withheld === null) return { ...answer, ...worth, right, decisions, comments }
  const told = decisions.map((one) => ({ ...one, reason: null }))
  return { ...answer, ...worth, right: null, decisions: told, comments: [] }
}

/** Of the variant that it answers, as that was then. */
async function rightOf(
  { feedback }: AnsweredItem,
  response: { readonly itemId: string; readonly variant: number },
  scorer: Scorer,
): Promise<Answer | null> {
  if (feedback === null || feedback.correct !== false) return null
  const item = await loadVariant(response, scorer)
  return item && rowOf<ItemKind>(item.kind).right(item)
}

async function itemWithAnswers(
  id: string,
  shown: readonly SeenAnswer[],
  locale: 'ko' | 'en',
  scorer: Scorer,
) {
  const answers = shown.filter((answer) => answer.itemId === id)
  const item = answers.length > 0 ? await scorer.loadItem(id) : null
  return item ? [{ item: publicItem(item, locale, answers[0]?.seed ?? 0), answers }] : []
}

/** Of each item the first scored answer that was given here from a time on, or any answer where none is scored: it has no points then. */
function firstAnswers(
  classroomId: string,
  userId: string,
  itemIds: readonly string[],
  since: Date | null,
): Promise<FirstAnswer[]> {
  return db.$queryRaw<FirstAnswer[]>`
    SELECT DISTINCT ON (r."itemId") r."userId", r."itemId", s."earned", s."total" * (s."state" = 'scored')::int AS "total"
      FROM "ItemResponse" r
      ${scoreIn(Prisma.sql`${classroomId}::uuid`)}
     WHERE r."userId" = ${userId}::uuid AND r."itemId" = ANY(${[...itemIds]}::text[]) AND ${GIVEN_HERE}
       AND (${since}::timestamptz IS NULL OR r."createdAt" >= ${since}::timestamptz)
     ORDER BY r."itemId", s."state" <> 'scored', r."createdAt", r."id"`
}
