import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageMetadata } from '@/app/page-metadata'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { glossary } from '@/lib/content/glossary'
import { type LearningPath, learningPath, learningPaths, type PathStep } from '@/lib/content/path'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { PathPlan, type PlannedStep } from '../path-plan'
import { stepHref } from '../step-href'
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
        steps={path.steps.map((step) => plannedStep(path, step, locale))}
        labels={{
          minutes: m.minutes,
          date: m.date,
          dateHelp: m.dateHelp,
          done: m.done,
          left: m.left,
          today: m.today,
          day: m.day,
          next: m.next,
          finished: m.finished,
        }}
      />
      <p className="path-end">
        <a className="link" href={`/${locale}/interview`}>
          {m.cards}
        </a>
      </p>
    </main>
  )
}

function plannedStep(path: LearningPath, step: PathStep, locale: Locale): PlannedStep {
  const m = messages(locale).path
  const { lessons } = catalog()
  const at = lessons.findIndex(({ slug }) => slug === step.lesson)
  const lesson = lessons[at]
  const isWhole = lesson?.sections.length === step.sections.length
  const sections = (lesson?.sections ?? []).filter(({ id }) => step.sections.includes(id))
  return {
    key: step.lesson,
    day: step.day,
    minutes: step.minutes,
    number: at + 1,
    title: lesson?.title[locale] ?? step.lesson,
    href: stepHref(path, step, locale),
    itemIds: step.itemIds,
    sectionIds: step.sections,
    check: lesson?.check ?? [],
    parts: [
      ...(isWhole || sections.length === 0
        ? []
        : [
            {
              title: m.sections,
              links: sections.map(({ id, title }) => ({
                text: title[locale],
                href: `/${locale}/learn/${step.lesson}?path=${path.id}#${id}`,
              })),
            },
          ]),
      ...(step.brief.length === 0
        ? []
        : [
            {
              title: m.brief,
              links: step.brief.map((concept) => ({
                text: nameOf(concept, locale),
                href: briefHref(concept, locale),
              })),
            },
          ]),
    ],
  }
}

function nameOf(concept: string, locale: Locale): string {
  return glossary().get(concept)?.name[locale] ?? concepts().get(concept)?.name[locale] ?? concept
}

/** Where a concept that is only touched is explained in a sentence. */
function briefHref(concept: string, locale: Locale): string {
  if (glossary().has(concept)) return `/${locale}/glossary/${concept}`
  return `/${locale}/search?q=${encodeURIComponent(nameOf(concept, locale))}`
}
