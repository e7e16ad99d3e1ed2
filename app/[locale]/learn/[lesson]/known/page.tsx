import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { catalog, catalogLesson } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { askedParts } from '../../../_shell/asked'
import { QuizIsland } from '../quiz-island'
import '@/app/_widgets/simulator.css'
import '../../lesson.css'
import { KnownResult } from './known-result'

// Few open it: it is drawn when it is asked for, from items that every answer needs as well.
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; lesson: string }> }

/** Every page is the same for everyone, so its items share one seed; trying again makes a new one. */
const PAGE_SEED = 2

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, lesson: slug } = await params
  const locale = toLocale(language)
  const lesson = catalogLesson(slug)
  if (!lesson) return {}
  const m = messages(locale).known
  // Whoever searches is to find the lesson, not the check of it.
  return { title: m.title(lesson.title[locale]), robots: { index: false } }
}

/** Some items of a lesson, for who knows it already: right answers mark it as known, others say what to read. */
export default async function KnownPage({ params }: Props) {
  const { locale: language, lesson: slug } = await params
  const locale = toLocale(language)
  const lesson = catalogLesson(slug)
  if (!lesson || lesson.check.length === 0) notFound()
  const m = messages(locale).known
  const items = itemsOf(slug).filter(({ id }) => lesson.check.includes(id))
  const shown = items.map((item) => publicItem(item, locale, PAGE_SEED))
  const { lessons } = catalog()
  const next = lessons[lessons.findIndex((one) => one.slug === slug) + 1]
  const here = `/${locale}/learn/${slug}`
  return (
    <main id="main" className="page known">
      <h1>{m.title(lesson.title[locale])}</h1>
      <p className="page-lead">{m.lead(lesson.check.length)}</p>
      <KnownResult
        check={lesson.check}
        lesson={here}
        next={next ? { href: `/${locale}/learn/${next.slug}`, title: next.title[locale] } : null}
        sections={items.map(({ id, section }) => ({
          item: id,
          href: `${here}#${section}`,
          title: lesson.sections.find((one) => one.id === section)?.title[locale] ?? section,
        }))}
        labels={{
          state: m.state,
          known: m.known,
          knownBody: m.knownBody,
          read: m.read,
          readBody: m.readBody,
          next: m.next,
          whole: m.whole,
        }}
      />
      <h2 className="visually-hidden">{messages(locale).quiz.title}</h2>
      <QuizIsland
        lesson={slug}
        items={shown}
        {...askedParts(shown, locale)}
        locale={locale}
        labels={messages(locale).quiz}
      />
    </main>
  )
}
