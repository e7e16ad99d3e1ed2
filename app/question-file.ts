import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { questionsOf } from '@/lib/exchange/from-item'
import { gift } from '@/lib/exchange/gift-write'
import { moodleXml } from '@/lib/exchange/moodle-write'
import type { Filed, Made } from '@/lib/exchange/question'
import type { Locale } from '@/lib/i18n/locale'

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

/** Questions of the course with their keys, for whoever may see those; what the format cannot hold is named.
 *  @param lesson by slug; null for all of them */
export function questionFile(format: QuestionFormat, lesson: string | null, locale: Locale): Made {
  const lessons = catalog().lessons.filter(({ slug }) => lesson === null || slug === lesson)
  const items = lessons.flatMap(({ slug, title }) =>
    itemsOf(slug).map((item) => ({ item, category: title[locale].replaceAll('/', '／') })),
  )
  const { questions, refused } = questionsOf(items, locale)
  const made = QUESTION_FORMATS[format].write(questions)
  return { text: made.text, refused: [...refused, ...made.refused] }
}
