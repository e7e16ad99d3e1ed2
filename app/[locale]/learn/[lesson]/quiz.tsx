import type { LoadedLesson } from '@/lib/content/lesson'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { askedParts } from '../../_shell/asked'
import { QuizIsland } from './quiz-island'

/** Every page is the same for everyone, so its items share one seed; trying again makes a new one. */
const PAGE_SEED = 1

/** The quiz of a lesson. From here on only public items exist. */
export function LessonQuiz({ lesson, locale }: { lesson: LoadedLesson; locale: Locale }) {
  const items = lesson.items
    .filter((item) => item.kind !== 'card')
    .map((item) => publicItem(item, locale, PAGE_SEED))
  if (items.length === 0) return null
  return (
    <QuizIsland
      lesson={lesson.slug}
      items={items}
      {...askedParts(items, locale)}
      locale={locale}
      labels={messages(locale).quiz}
    />
  )
}
