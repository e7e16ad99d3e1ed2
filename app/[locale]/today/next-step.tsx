import type { ComponentProps } from 'react'
import { Icon } from '@/app/_ui/icon'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { Recommendation } from '@/lib/progress/recommend'
import { passageHash } from '../learn/[lesson]/passage-place'
import { percent } from './mastery-bar'

type Looked = { readonly section: string; readonly passage: number }

/** What to do next, with its reason and one button.
 *  @param looked sections that were opened, each with the passage that was in view last */
export function NextStep(props: { step: Recommendation; looked: readonly Looked[]; locale: Locale }) {
  const { over, title, lead, open, href, start } = words(props)
  return (
    <section className="today-next" aria-labelledby="next">
      <p className="today-over">{over}</p>
      <h1 id="next">{title}</h1>
      <p className="today-lead">{lead}</p>
      <p className="today-go">
        <a className="button button-primary button-large" href={href}>
          {open}
          <Icon name="arrow-right" />
        </a>
        {start && (
          <a className="link" href={start}>
            {messages(props.locale).today.fromStart}
          </a>
        )}
      </p>
    </section>
  )
}

type Words = { over: string; title: string; lead: string; open: string; href: string; start?: string }

function words({ step, looked, locale }: ComponentProps<typeof NextStep>): Words {
  const m = messages(locale).today
  if (step.kind === 'finished') {
    const href = `/${locale}/interview`
    return { over: m.recommended, title: m.finishedTitle, lead: m.finishedLead, open: m.finishedOpen, href }
  }
  const { lessons } = catalog()
  const at = lessons.findIndex(({ slug }) => slug === step.lesson)
  const lesson = lessons[at]
  if (!lesson) throw new Error(`there is no lesson ${step.lesson}`)
  const titleOf = (slug: string) => lessons.find((one) => one.slug === slug)?.title[locale] ?? slug
  const [over, title, href] = [m.step(at + 1), lesson.title[locale], `/${locale}/learn/${lesson.slug}`]
  if (step.kind === 'next') {
    const lead = step.after.length > 0 ? m.nextLead(step.after.map(titleOf).join(', ')) : m.nextFirst
    return { over, title, lead, open: m.nextOpen, href }
  }
  if (step.kind === 'continue') {
    const section = lesson.sections.find(({ id }) => id === step.section)?.title[locale] ?? ''
    const lead = `${m.continueLead(section)} ${m.continueLeft(step.left)}`
    const passage = looked.find((one) => one.section === step.section)?.passage ?? 0
    const there = `${href}${passageHash(step.section, passage)}`
    return { over, title, lead, open: m.continueOpen, href: there, start: href }
  }
  const concept = concepts().get(step.concept)?.name[locale] ?? step.concept
  const lead = m.repairLead(percent(step.level), step.answers, titleOf(step.before))
  return { over, title: m.repairTitle(concept), lead, open: m.repairOpen, href }
}
