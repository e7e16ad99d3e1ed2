import type { LoadedLesson } from '@/lib/content/lesson'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { askedParts } from '../../_shell/asked'
import type { LessonWay } from '../../paths/lesson-way'
import { QuizIsland } from './quiz-island'

/** Every page is the same for everyone, so its items share one seed; trying again makes a new one. */
const PAGE_SEED = 1

/** The quiz of a lesson. From here on only public items exist. */
export function LessonQuiz(props: { lesson: LoadedLesson; ways: readonly LessonWay[]; locale: Locale }) {
  const { lesson, ways, locale } = props
  const items = lesson.items
    .filter((item) => item.kind !== 'card')
    .map((item) => publicItem(item, locale, PAGE_SEED))
  if (items.length === 0) return null
  return (
    <QuizIsland
      lesson={lesson.slug}
      items={items}
      ways={waysOf(ways)}
      {...askedParts(items, locale)}
      locale={locale}
      labels={messages(locale).quiz}
    />
  )
}

/** Of each question the ways that take it and not the whole quiz. */
function waysOf(ways: readonly LessonWay[]): Record<string, string> {
  const own: Record<string, string> = {}
  for (const { path, questions } of ways)
    for (const { id } of questions) own[id] = own[id] === undefined ? path : `${own[id]} ${path}`
  return own
}
