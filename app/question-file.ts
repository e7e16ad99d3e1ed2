import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { questionsOf } from '@/lib/exchange/from-item'
import { gift } from '@/lib/exchange/gift-write'
import { moodleXml } from '@/lib/exchange/moodle-write'
import type { Filed, Made } from '@/lib/exchange/question'
import type { Locale } from '@/lib/i18n/locale'
import type { Withholding } from '@/lib/progress/withheld-store'

type Format = {
  readonly write: (all: readonly Filed[]) => Made
  readonly ending: string
  readonly contentType: string
}

/** The formats in which other systems take questions, by what their addresses call them. */
export const QUESTION_FORMATS = {
  moodle: { write: moodleXml, ending: 'xml', contentType: 'application/xml; charset=utf-8' },
  gift: { write: gift, ending: 'gift.txt', contentType: 'text/plain; charset=utf-8' },
} as const satisfies Readonly<Record<string, Format>>
export type QuestionFormat = keyof typeof QUESTION_FORMATS

/** Questions of the course with their keys; what the format cannot hold is named, and what is withheld from whoever asks.
 *  @param lesson by slug; null for all of them */
export function questionFile(
  format: QuestionFormat,
  lesson: string | null,
  locale: Locale,
  withheld: Withholding,
): Made {
  const isHeld = (itemId: string) => withheld.of(itemId).key
  const { questions, refused } = questionsIn(lesson, locale)
  const [held, open] = [true, false].map((one) =>
    questions.filter(({ question }) => isHeld(question.name) === one),
  )
  const made = QUESTION_FORMATS[format].write(open ?? [])
  const names = (held ?? []).map(({ question }) => ({ name: question.name, why: 'withheld' as const }))
  return { text: made.text, refused: [...refused, ...names, ...made.refused] }
}

/** By lesson and language, as long as the course is the same: every look at a class's items asks what is not in its files. */
const known = new WeakMap<object, Map<string, ReturnType<typeof questionsOf>>>()

function questionsIn(lesson: string | null, locale: Locale): ReturnType<typeof questionsOf> {
  const course = catalog()
  const of = known.get(course) ?? new Map<string, ReturnType<typeof questionsOf>>()
  known.set(course, of)
  const key = `${locale} ${lesson ?? ''}`
  const made = of.get(key) ?? questionsOf(itemsIn(lesson, locale), locale)
  of.set(key, made)
  return made
}

function itemsIn(lesson: string | null, locale: Locale) {
  const lessons = catalog().lessons.filter(({ slug }) => lesson === null || slug === lesson)
  return lessons.flatMap(({ slug, title }) =>
    itemsOf(slug).map((item) => ({ item, category: title[locale].replaceAll('/', '／') })),
  )
}
