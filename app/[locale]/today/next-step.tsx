import { Icon } from '@/app/_ui/icon'
import { catalog, catalogLesson } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { Recommendation } from '@/lib/progress/recommend'
import { placeHref } from '../learn/place'
import { shareInWords } from '../paths/share'
import type { Walked } from '../paths/walked'
import { percent } from './mastery-bar'
import type { NextUp } from './next'

type Props = { next: NextUp; walked: Walked | null; due: number; locale: Locale }

/** What to do next, with its reason and one button.
 *  @param due reviews that are due today, to which there is a way from here too */
export function NextStep(props: Props) {
  const { over, title, lead, open, also } = words(props)
  const { due, locale, next } = props
  const m = messages(locale).today
  const review = `/${locale}/review`
  // Who has no lesson left goes on with what is due.
  const isReview = next.step.kind === 'finished' && due > 0
  return (
    <section className="today-next" aria-labelledby="next">
      <p className="today-over">{over}</p>
      <h1 id="next">{title}</h1>
      <p className="today-lead">{lead}</p>
      <p className="today-go">
        <a
          className="button button-primary button-large"
          href={isReview ? review : placeHref(locale, next.place)}
        >
          {isReview ? m.reviewStart : open}
          <Icon name="arrow-right" />
        </a>
        {due > 0 && !isReview && (
          <a className="link" href={review}>
            {m.reviewFirst(due)}
          </a>
        )}
        {also && (
          <a className="link" href={also.href}>
            {also.text}
          </a>
        )}
      </p>
    </section>
  )
}

type Words = {
  over: string
  title: string
  lead: string
  open: string
  also?: { text: string; href: string }
}

function words({ next: { step, place }, walked, locale }: Props): Words {
  const m = messages(locale).today
  if (step.kind === 'finished')
    return { over: m.recommended, title: m.finishedTitle, lead: m.finishedLead, open: m.finishedOpen }
  if (step.kind === 'plan') return planWords(step, walked, locale)
  const { lessons } = catalog()
  const at = lessons.findIndex(({ slug }) => slug === step.lesson)
  const lesson = lessons[at]
  if (!lesson) throw new Error(`there is no lesson ${step.lesson}`)
  const titleOf = (slug: string) => lessons.find((one) => one.slug === slug)?.title[locale] ?? slug
  const [over, title] = [m.step(at + 1), lesson.title[locale]]
  if (step.kind === 'next') {
    const lead = step.after.length > 0 ? m.nextLead(step.after.map(titleOf).join(', ')) : m.nextFirst
    return { over, title, lead, open: m.nextOpen }
  }
  if (step.kind === 'continue') {
    const section = lesson.sections.find(({ id }) => id === step.section)?.title[locale] ?? ''
    const lead = `${m.continueLead(section)} ${m.continueLeft(step.left)}`
    const start = placeHref(locale, { ...place, section: null })
    return { over, title, lead, open: m.continueOpen, also: { text: m.fromStart, href: start } }
  }
  const concept = concepts().get(step.concept)?.name[locale] ?? step.concept
  const lead = m.repairLead(percent(step.level), step.answers, titleOf(step.before))
  return { over, title: m.repairTitle(concept), lead, open: m.repairOpen }
}

function planWords(
  step: Extract<Recommendation, { kind: 'plan' }>,
  walked: Walked | null,
  locale: Locale,
): Words {
  if (!walked) throw new Error(`nobody walks ${step.path}`)
  const m = messages(locale)
  const { path, states } = walked
  const lesson = catalogLesson(step.lesson ?? '')
  const section = lesson?.sections.find(({ id }) => id === step.section)?.title[locale]
  return {
    over: `${path.title[locale]} · ${m.path.step(step.at + 1, states.length)}`,
    title: lesson?.title[locale] ?? m.path.practice(path.practice.cards.length),
    lead: [section && m.today.continueLead(section), m.today.planLead, shareInWords(walked, locale)]
      .filter(Boolean)
      .join(' '),
    open: section ? m.today.continueOpen : m.today.planOpen,
    also: { text: m.today.planSee, href: `/${locale}/paths/${path.id}` },
  }
}
