import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageMetadata } from '@/app/page-metadata'
import { catalog } from '@/lib/content/catalog'
import { type LearningPath, learningPath, learningPaths } from '@/lib/content/path'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { PathPlan, type PlannedStep } from '../path-plan'
import { stepParts } from '../step'
import { stepHref } from '../step-href'
import { stepTasks } from '../tasks'
import '../path.css'

export const dynamicParams = false

type Props = { params: Promise<{ locale: string; path: string }> }

export function generateStaticParams() {
  return learningPaths().map(({ id }) => ({ path: id }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, path: id } = await params
  const [locale, path] = [toLocale(language), learningPath(id)]
  if (!path) return {}
  return pageMetadata(locale, `/paths/${id}`, { title: path.title[locale], description: path.lead[locale] })
}

/** A way through the course as a plan: what to read on which day, how far one is, and what comes next. */
export default async function PathPage({ params }: Props) {
  const { locale: language, path: id } = await params
  const locale = toLocale(language)
  const path = learningPath(id)
  if (!path) notFound()
  const m = messages(locale).path
  return (
    <main id="main" className="page path-page">
      <h1>{path.title[locale]}</h1>
      <p className="page-lead">
        {path.lead[locale]} {m.total(path.minutes)}.
      </p>
      <PathPlan
        path={path.id}
        days={path.days}
        locale={locale}
        steps={plannedSteps(path, locale)}
        labels={{
          minutes: m.minutes,
          date: m.date,
          dateHelp: m.dateHelp,
          done: m.done,
          begun: m.begun,
          answered: m.answered,
          left: m.left,
          doneWhen: m.doneWhen,
          today: m.today,
          day: m.day,
          next: m.next,
          finished: m.finished,
          step: m.stepNumber,
          lesson: m.lesson,
          dueFirst: m.dueFirst,
          dueThen: m.dueThen,
          review: messages(locale).today.reviewStart,
        }}
      />
    </main>
  )
}

function plannedSteps(path: LearningPath, locale: Locale): PlannedStep[] {
  const m = messages(locale).path
  const { lessons } = catalog()
  return stepTasks(path).map((tasks, i) => {
    const step = path.steps[i]
    if (!step)
      return {
        ...tasks,
        day: path.days,
        number: null,
        title: m.practice(path.practice.cards.length),
        href: stepHref(path, undefined, locale),
        parts: [],
      }
    const at = lessons.findIndex(({ slug }) => slug === step.lesson)
    return {
      ...tasks,
      day: step.day,
      number: at + 1,
      title: lessons[at]?.title[locale] ?? step.lesson,
      href: stepHref(path, step, locale),
      parts: stepParts(path, step, locale),
    }
  })
}
