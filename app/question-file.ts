import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { questionsOf } from '@/lib/exchange/from-item'
import { gift } from '@/lib/exchange/gift-write'
import { moodleXml } from '@/lib/exchange/moodle-write'
import { type QtiSource, qtiPackage, qtiRefused } from '@/lib/exchange/qti-package'
import type { Filed, Made, Refused } from '@/lib/exchange/question'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import type { Withholding } from '@/lib/progress/withheld-store'
import type { Item } from '@/lib/quiz/item'

type Format = {
  /** What the format cannot hold. */
  readonly refused: (sources: readonly QtiSource[], locale: Locale) => readonly Refused[]
  /** The file of all others. */
  readonly file: (sources: readonly QtiSource[], locale: Locale) => string | Promise<Uint8Array<ArrayBuffer>>
  readonly ending: string
  readonly contentType: string
}

/** The formats in which other systems take questions, by what their addresses call them. */
export const QUESTION_FORMATS = {
  moodle: { ...inOneLanguage(moodleXml), ending: 'xml', contentType: 'application/xml; charset=utf-8' },
  gift: { ...inOneLanguage(gift), ending: 'gift.txt', contentType: 'text/plain; charset=utf-8' },
  qti: {
    refused: qtiRefused,
    file: qtiPackage,
    ending: 'qti.zip',
    contentType: 'application/zip',
  },
} as const satisfies Readonly<Record<string, Format>>
export type QuestionFormat = keyof typeof QUESTION_FORMATS

function inOneLanguage(write: (all: readonly Filed[]) => Made): Pick<Format, 'refused' | 'file'> {
  const made = (sources: readonly QtiSource[], locale: Locale) => {
    const { questions, refused } = questionsOf(
      sources.map(({ item, category }) => ({ item, category: category[locale].replaceAll('/', '／') })),
      locale,
    )
    const { text, refused: unwritten } = write(questions)
    return { text, refused: [...refused, ...unwritten] }
  }
  return {
    refused: (sources, locale) => made(sources, locale).refused,
    file: (sources, locale) => made(sources, locale).text,
  }
}

/** Questions with their keys as a file of a format, without what is withheld from whoever asks.
 *  @param locale of a format that holds one language */
export async function questionFile(
  format: QuestionFormat,
  sources: readonly QtiSource[],
  locale: Locale,
  withheld: Withholding,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const open = sources.filter(({ item }) => !withheld.of(item.id).key)
  return QUESTION_FORMATS[format].file(open, locale)
}

/** What would not be in that file: what the format cannot hold, by its name, and what is withheld. */
export function notInFile(
  format: QuestionFormat,
  sources: readonly QtiSource[],
  locale: Locale,
  withheld: Withholding,
): Refused[] {
  const held = sources.filter(({ item }) => withheld.of(item.id).key).map(({ item }) => item.id)
  return [
    ...refusedBy(format, sources, locale).filter(({ name }) => !held.includes(name)),
    ...held.map((name) => ({ name, why: 'withheld' as const })),
  ]
}

/** Of each question, by format and language: whether one is refused has to do with no other, and every look at a class's items
 *  asks. */
const refusals = new WeakMap<QtiSource, Map<string, Refused | null>>()

function refusedBy(format: QuestionFormat, sources: readonly QtiSource[], locale: Locale): Refused[] {
  const key = `${format} ${locale}`
  return sources.flatMap((source) => {
    const known = refusals.get(source) ?? new Map<string, Refused | null>()
    refusals.set(source, known)
    if (!known.has(key)) known.set(key, QUESTION_FORMATS[format].refused([source], locale)[0] ?? null)
    return known.get(key) ?? []
  })
}

/** By lesson, as long as the course is the same. */
const known = new WeakMap<object, Map<string, readonly QtiSource[]>>()

/** The questions of the course, in its order, under their lessons.
 *  @param lesson by slug; null for all of them */
export function courseQuestions(lesson: string | null): readonly QtiSource[] {
  const course = catalog()
  const of = known.get(course) ?? new Map<string, readonly QtiSource[]>()
  known.set(course, of)
  const key = lesson ?? ''
  const lessons = course.lessons.filter(({ slug }) => lesson === null || slug === lesson)
  const sources =
    of.get(key) ??
    lessons.flatMap(({ slug, title }) =>
      itemsOf(slug).map((item) => ({ item, category: title, locales: ['ko', 'en'] as const })),
    )
  of.set(key, sources)
  return sources
}

/** Own questions by id, those that were asked for last: an id names a version, which never changes. */
const own = new Map<string, QtiSource>()
/** Of some classes that are looked at together, each of which has 500 at most. */
const MAX_OWN = 2_000

/** Questions that teachers of a class wrote, each in its one language. */
export function ownQuestions(rows: readonly { item: Item; locale: Locale }[]): readonly QtiSource[] {
  const category = { ko: messages('ko').ownItems.title, en: messages('en').ownItems.title }
  const sources = rows.map(({ item, locale }) => own.get(item.id) ?? { item, category, locales: [locale] })
  for (const source of sources) {
    own.delete(source.item.id)
    own.set(source.item.id, source)
  }
  for (const id of own.keys()) {
    if (own.size <= MAX_OWN) break
    own.delete(id)
  }
  return sources
}

/** Whether `?lesson=` names a lesson of the course, by its slug, or the class's own questions. */
export function isQuestionLesson(lesson: string): boolean {
  return lesson === OWN_LESSON || catalog().lessons.some(({ slug }) => slug === lesson)
}
