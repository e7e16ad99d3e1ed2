import 'server-only'
import { catalog, catalogLesson } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { DueReviews, Recommendation } from '@/lib/progress/recommend'
import { placeHref } from '../learn/place'
import { shareInWords } from '../paths/share'
import type { Walked } from '../paths/walked'
import { percent } from './mastery-bar'
import type { NextUp, Step } from './next'

type Link = { readonly text: string; readonly href: string }

/** What comes next, in words: what it is, its reason, one button and what else there is from here. */
export type NextWords = {
  readonly over: string
  readonly title: string
  readonly lead: string
  readonly open: string
  readonly href: string
  readonly also: readonly Link[]
}

/** What comes next as every page says it.
 *  @param due reviews that are due today, to which there is a way beside a plan that presses
 *  @param walked as `nextUp` was given them */
export function nextWords(next: NextUp, due: number, walked: readonly Walked[], locale: Locale): NextWords {
  const m = messages(locale).today
  const { step, after, time } = next
  if (step.kind !== 'review') {
    const words = stepWords(next, walked, locale)
    const review = { text: m.thenReview(due), href: `/${locale}/review` }
    return due > 0 ? { ...words, also: [review, ...words.also] } : words
  }
  const words = after && stepWords(after, walked, locale)
  return {
    over: m.recommended,
    title: m.reviewTitle(m.reviewBody(step.due - step.cards, step.cards)),
    lead: [reviewWhy(step, locale), time && m.reviewTime(time.minutes, time.followUps)]
      .filter(Boolean)
      .join(' '),
    open: m.reviewStart,
    href: `/${locale}/review`,
    also: words ? [{ text: m.andThen(words.title), href: words.href }] : [],
  }
}

/** Why what is due comes first. */
function reviewWhy({ isForPlan, daysLate }: DueReviews, locale: Locale): string {
  const m = messages(locale).today
  if (isForPlan) return m.reviewForPlan
  return daysLate > 0 ? m.reviewLate(daysLate) : m.reviewLead
}

function stepWords({ step, place }: Step, walked: readonly Walked[], locale: Locale): NextWords {
  const m = messages(locale).today
  const href = placeHref(locale, place)
  if (step.kind === 'finished' || step.kind === 'review')
    return {
      over: m.recommended,
      title: m.finishedTitle,
      lead: m.finishedLead,
      open: m.finishedOpen,
      href,
      also: [],
    }
  if (step.kind === 'plan') return { ...planWords(step, walked, locale), href }
  const { lessons } = catalog()
  const at = lessons.findIndex(({ slug }) => slug === step.lesson)
  const lesson = lessons[at]
  if (!lesson) throw new Error(`there is no lesson ${step.lesson}`)
  const titleOf = (slug: string) => lessons.find((one) => one.slug === slug)?.title[locale] ?? slug
  const [over, title] = [m.step(at + 1), lesson.title[locale]]
  if (step.kind === 'next') {
    const lead = step.after.length > 0 ? m.nextLead(step.after.map(titleOf).join(', ')) : m.nextFirst
    return { over, title, lead, open: m.nextOpen, href, also: [] }
  }
  if (step.kind === 'continue') {
    const section = lesson.sections.find(({ id }) => id === step.section)?.title[locale] ?? ''
    const lead = `${m.continueLead(section)} ${m.continueLeft(step.left)}`
    const start = placeHref(locale, { ...place, section: null })
    return { over, title, lead, open: m.continueOpen, href, also: [{ text: m.fromStart, href: start }] }
  }
  const concept = concepts().get(step.concept)?.name[locale] ?? step.concept
  const lead = m.repairLead(percent(step.level), step.answers, titleOf(step.before))
  return { over, title: m.repairTitle(concept), lead, open: m.repairOpen, href, also: [] }
}

function planWords(
  step: Extract<Recommendation, { kind: 'plan' }>,
  walked: readonly Walked[],
  locale: Locale,
): Omit<NextWords, 'href'> {
  const way = walked.find(({ path }) => path.id === step.path)
  if (!way) throw new Error(`nobody walks ${step.path}`)
  const m = messages(locale)
  const { path, states } = way
  const lesson = catalogLesson(step.lesson ?? '')
  const section = lesson?.sections.find(({ id }) => id === step.section)?.title[locale]
  const { until: own } = way
  const { answered = 0 } = states[step.at] ?? {}
  const asked = path.steps[step.at]?.itemIds.length ?? 0
  const isEarlier = own !== null && walked.some(({ until }) => until !== null && until > own)
  return {
    over: `${path.title[locale]} · ${m.path.step(step.at + 1, states.length)}`,
    title: lesson?.title[locale] ?? m.path.practice(path.practice.cards.length),
    lead: [
      answered > 0 ? m.today.planBegun(answered, asked) : section && m.today.continueLead(section),
      isEarlier ? m.today.planOfSome : m.today.planLead,
      shareInWords(way, locale),
    ]
      .filter(Boolean)
      .join(' '),
    open: section || answered > 0 ? m.today.continueOpen : m.today.planOpen,
    also: [{ text: m.today.planSee, href: `/${locale}/paths/${path.id}` }],
  }
}
