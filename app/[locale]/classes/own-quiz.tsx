import { Quiz } from '@/app/_quiz/quiz'
import { answersBefore } from '@/lib/attempt/before'
import { scorer } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import { messages } from '@/lib/i18n/messages'
import type { Item } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { askedParts } from '../_shell/asked'
import '../learn/lesson.css'

/** Where an assignment's own items stand on its page. */
export const OWN_QUIZ = 'own-items'

const SEED = 1

/** The items of a class's own that an assignment asks, to be answered by a learner of it. From here on only public ones exist.
 *  @param items what the viewer is asked */
export async function OwnQuiz(props: { viewer: Viewer; items: readonly Item[]; locale: 'ko' | 'en' }) {
  const { viewer, items, locale } = props
  if (items.length === 0) return null
  const shown = items.map((item) => publicItem(item, locale, SEED))
  const known = await answersBefore(
    viewer,
    items.map(({ id }) => id),
    locale,
    scorer,
  )
  const m = messages(locale)
  return (
    <section className="own-quiz" aria-labelledby={OWN_QUIZ}>
      <h2 id={OWN_QUIZ}>{m.ownItems.toAnswer}</h2>
      <Quiz
        items={shown}
        {...askedParts(shown, locale)}
        locale={locale}
        labels={m.quiz}
        known={known}
        reports={false}
      />
    </section>
  )
}
