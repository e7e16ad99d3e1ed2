import type { QuizPlan } from '@/app/_quiz/plan'
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
      plans={plansOf(ways)}
      {...askedParts(items, locale)}
      locale={locale}
      labels={messages(locale).quiz}
    />
  )
}

/** Of each way what it asks here, and where it leads on. */
function plansOf(ways: readonly LessonWay[]): Record<string, QuizPlan> {
  return Object.fromEntries(
    ways.map(({ path, questions, after: { says, title, href } }) => [
      path,
      { asks: questions?.map(({ id }) => id) ?? null, onward: { text: `${says}: ${title}`, href } },
    ]),
  )
}
