import { classLessons, everyClassLesson, itemsOfClassLesson } from '@/app/[locale]/classes/class-lessons'
import { eventWords } from '@/app/[locale]/classes/event-words'
import type { Viewer } from '@/lib/auth/viewer'
import { everyAssignment } from '@/lib/classroom/assignment-result'
import { everyEvent } from '@/lib/classroom/event-log'
import {
  everyAssignmentResult,
  everyGrade,
  everyInvitee,
  everyMember,
  everyResponse,
  type ResponseRow,
} from '@/lib/classroom/export'
import type { ClassLesson } from '@/lib/classroom/grades'
import { itemAnalysisOf } from '@/lib/classroom/item-analysis'
import { concepts, misconception } from '@/lib/content/concept'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { Item, ItemKind, PublicItem } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { publicItem } from '@/lib/quiz/publish'
import { variantsOf } from '@/lib/quiz/variant'
import type { Cell } from '../../../../csv'

export const TABLES = ['roster', 'grades', 'gradebook', 'items', 'responses', 'log'] as const
export type Table = (typeof TABLES)[number]

/** One table of a class: a line of heads, then a line of each row. Its numbers are those of the class's pages, unrounded; what
 *  is not defined is nothing. Whoever does not teach the class gets the heads alone. */
export function tableOf(
  table: Table,
  viewer: Viewer,
  classroomId: string,
  locale: Locale,
): AsyncGenerator<readonly Cell[]> {
  return MAKERS[table](viewer, classroomId, locale)
}

type Maker = (viewer: Viewer, classroomId: string, locale: Locale) => AsyncGenerator<readonly Cell[]>

const MAKERS: Readonly<Record<Table, Maker>> = {
  async *roster(viewer, classroomId, locale) {
    const { classExport: m, classes } = messages(locale)
    yield [
      m.learner,
      m.name,
      m.account,
      m.state,
      m.joined,
      m.returned,
      m.listedName,
      m.listedNumber,
      m.listedEmail,
      m.section,
    ]
    for await (const {
      membershipId,
      name,
      isGuest,
      status,
      joinedAt,
      returnedAt,
      listed,
      section,
    } of everyMember(viewer, classroomId))
      yield [
        membershipId,
        name,
        isGuest ? m.no : m.yes,
        classes.status[status],
        time(joinedAt),
        returnedAt && time(returnedAt),
        ...[listed?.name ?? null, listed?.number ?? null, listed?.email ?? null],
        section,
      ]
    const { invited } = messages(locale).roster
    for await (const { name, number, email } of everyInvitee(viewer, classroomId))
      yield [null, null, null, invited, null, null, name, number, email, null]
  },

  async *grades(viewer, classroomId, locale) {
    const { classExport: m } = messages(locale)
    const lessons = (await classLessons(classroomId)).filter(({ itemIds }) => itemIds.length > 0)
    const of = (head: string, lesson: string) => head.replace('{lesson}', () => lesson)
    yield [
      ...[m.learner, m.name, m.section, m.joined, m.sharesEarlier, m.score, m.answered, m.items],
      ...lessons.flatMap(({ title }) =>
        [m.scoreIn, m.answeredIn, m.itemsIn].map((head) => of(head, title[locale])),
      ),
    ]
    for await (const learner of everyGrade(viewer, classroomId, lessons)) {
      const { membershipId, name, section, joinedAt, shareEarlier, summary, cells } = learner
      yield [
        membershipId,
        name,
        section,
        time(joinedAt.toISOString()),
        shareEarlier ? m.yes : m.no,
        ...[summary, ...cells].flatMap(({ rate, answered, items }) => [rate, answered, items]),
      ]
    }
  },

  async *gradebook(viewer, classroomId, locale) {
    const { classExport: m } = messages(locale)
    const all = await everyAssignment(viewer, classroomId)
    const of = (head: string, title: string) => head.replace('{lesson}', () => title)
    yield [
      ...[m.learner, m.name],
      ...all.flatMap(({ title }) =>
        [m.scoreIn, m.answeredIn, m.itemsIn, m.lateIn].map((head) => of(head, title)),
      ),
    ]
    for await (const { membershipId, name, results } of everyAssignmentResult(viewer, classroomId, all))
      yield [
        ...[membershipId, name],
        ...results.flatMap((one) =>
          one ? [one.share, one.answered, one.items, one.isLate ? m.yes : m.no] : [null, null, null, null],
        ),
      ]
  },

  async *items(viewer, classroomId, locale) {
    const { classExport: m, classes } = messages(locale)
    yield [
      ...[m.lesson, m.item, m.stem, m.kind, m.n, m.neverTried, m.difficulty, m.chance, m.firstTry],
      ...[m.itemRest, m.discrimination, m.median],
      ...classes.sure.flatMap((sure) => [m.answersSure, m.rightSure].map((head) => `${head} ${sure}`)),
    ]
    const lessons = await classLessons(classroomId)
    const analysis = await itemAnalysisOf(viewer, classroomId, lessons, { kind: 'exported', about: 'items' })
    const asked = lookUp(lessons, locale)
    for (const row of analysis?.items ?? []) {
      const { lesson, item } = await asked(row.itemId)
      if (!item) continue
      const { n, neverTried, difficulty, firstTry, itemRest, discrimination, quartiles, confidence } = row
      yield [
        ...[lesson, row.itemId, item.stem[locale], item.kind, n, neverTried, difficulty],
        ...[rowOf<ItemKind>(item.kind).chance(item), firstTry, itemRest, discrimination],
        quartiles && quartiles[1] / 1000,
        ...confidence.flatMap((sure) => [sure.n, sure.right]),
      ]
    }
  },

  async *responses(viewer, classroomId, locale) {
    const { classExport: m } = messages(locale)
    yield [
      ...[m.learner, m.name, m.lesson, m.item, m.variant, m.stem, m.nth, m.counts, m.at, m.answer],
      m.graded,
      ...[m.earned, m.total, m.misconceptions, m.hints, m.confidence, m.seconds],
    ]
    const lessons = await everyClassLesson(classroomId)
    const asked = lookUp(lessons, locale)
    const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
    for await (const row of everyResponse(viewer, classroomId, itemIds)) {
      const { lesson, shown } = await asked(row.itemId, row.variant)
      const {
        membershipId,
        name,
        itemId,
        variant,
        nth,
        counts,
        createdAt,
        hintsShown,
        confidence,
        durationMs,
      } = row
      const isScored = row.state === 'scored'
      yield [
        ...[membershipId, name, lesson, itemId, variant, shown?.stem ?? null, nth, counts ? m.yes : m.no],
        ...[time(createdAt.toISOString()), inWords(row, shown), isScored ? m.yes : m.no],
        ...[isScored ? row.earned : null, row.total, misconceptions(row.codes, locale)],
        ...[hintsShown, confidence, durationMs === null ? null : durationMs / 1000],
      ]
    }
  },

  async *log(viewer, classroomId, locale) {
    const { columns } = messages(locale).classLog
    yield [columns.at, columns.who, columns.whom, columns.what]
    for await (const event of everyEvent(viewer, classroomId))
      yield [time(event.at.toISOString()), event.actor, event.subject, eventWords(event, locale)]
  },
}

type Asked = { readonly lesson: string; readonly item: Item | null; readonly shown: PublicItem | null }

/** Finds an item of a class with its lesson, each lesson being read when it is first asked about. */
function lookUp(
  lessons: readonly ClassLesson[],
  locale: Locale,
): (itemId: string, variant?: number) => Promise<Asked> {
  const known = new Map<string, Asked>()
  return async (itemId, variant = 0) => {
    const nameOf = (id: string, number: number) => `${id} ${number}`
    const found = known.get(nameOf(itemId, variant))
    if (found) return found
    const lesson = lessons.find(({ itemIds }) => itemIds.includes(itemId))
    for (const item of lesson ? await itemsOfClassLesson(lesson) : [])
      for (const [number, one] of variantsOf(item).entries())
        known.set(nameOf(item.id, number), {
          lesson: lesson?.title[locale] ?? '',
          item: one,
          shown: publicItem(one, locale, 0),
        })
    return known.get(nameOf(itemId, variant)) ?? { lesson: '', item: null, shown: null }
  }
}

/** An answer in words; as it is stored where its item is of another kind by now. */
function inWords({ answer }: ResponseRow, shown: PublicItem | null): string {
  if (shown?.kind !== answer.kind) return JSON.stringify(answer)
  return rowOf<ItemKind>(shown.kind).read(shown, answer).join(' / ')
}

function misconceptions(codes: readonly string[], locale: Locale): string {
  const all = concepts()
  return codes.map((code) => misconception(all, code)?.name[locale] ?? code).join(' / ')
}

/** A moment as spreadsheets read one, in UTC.
 *  @param at ISO 8601 */
function time(at: string): string {
  return at.slice(0, 19).replace('T', ' ')
}
