import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { PreloadCodeFont } from '@/app/_fonts/preload'
import { StructuredData } from '@/app/_ui/structured-data'
import { pageMetadata } from '@/app/page-metadata'
import { type CatalogLesson, catalog, catalogLesson, movedFrom } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { loadLesson } from '@/lib/content/lesson'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { conceptOf } from '@/lib/quiz/item'
import { type LessonWay, lessonWays } from '../../paths/lesson-way'
import { WayScript } from '../../paths/way-script'
import { Minutes } from '../minutes'
import { blockKinds, Fact, lessonComponents } from './mdx'
import { MovedSection } from './moved-section'
import { LessonNeighbours } from './neighbours'
import { LessonBody } from './prose-layout'
import { SectionRail } from './section-rail'
import { WayEnd, WayLines, WayMark } from './way'

export const dynamicParams = false

type Props = { params: Promise<{ locale: string; lesson: string }> }

/** Lessons and the slugs that were lessons once: those are prerendered as redirects. */
export function generateStaticParams() {
  const { lessons, retired } = catalog()
  return [...lessons.map((one) => one.slug), ...Object.keys(retired)].map((lesson) => ({ lesson }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, lesson: slug } = await params
  const [locale, lesson] = [toLocale(language), catalogLesson(slug)]
  if (!lesson) return {}
  return pageMetadata(locale, `/learn/${slug}`, {
    title: lesson.title[locale],
    description: lesson.summary[locale],
  })
}

export default async function LessonPage({ params }: Props) {
  const { locale: language, lesson: slug } = await params
  const locale = toLocale(language)
  const moved = catalog().retired[slug]
  if (moved) permanentRedirect(`/${locale}/learn/${moved}`)
  const entry = catalogLesson(slug)
  if (!entry) notFound()
  const lesson = await loadLesson(slug, locale)
  const m = messages(locale).lesson
  const ways = lessonWays(slug, locale)
  const components = lessonComponents(lesson, ways, locale)
  const module = catalog().modules.find((one) => one.id === entry.module)
  const elsewhere = movedFrom(slug).map(({ section, lesson: now }) => [section, `/${locale}/learn/${now}`])
  return (
    <>
      <PreloadCodeFont />
      {elsewhere.length > 0 && <MovedSection moved={Object.fromEntries(elsewhere)} />}
      <section className="lesson-bar" aria-label={lesson.front.title}>
        <div className="lesson-bar-in">
          <p className="lesson-crumbs">
            <a href={`/${locale}/learn`}>{module?.title[locale]}</a>
            <span aria-hidden="true">/</span>
            <b>{shortTitle(lesson.front.title)}</b>
          </p>
          <SectionRail
            locale={locale}
            sections={lesson.sections.map(({ id, title }) => ({ id, title, ways: waysTo(id, ways) }))}
            label={m.sections}
          />
          <span className="lesson-minutes">
            <Minutes
              minutes={lesson.front.minutes}
              text={m.minutes(lesson.front.minutes)}
              own={m.ownMinutes}
            />
          </span>
        </div>
      </section>
      <StructuredData of={aboutLesson(entry, locale)} />
      <main id="main" className="lesson">
        <LessonBody
          tree={lesson.Body({ components })}
          kindOf={blockKinds(components)}
          Fact={Fact}
          lead={
            <div className="lesson-lead">
              <h1>{lesson.front.title}</h1>
              <p>{lesson.front.summary}</p>
              {entry.check.length > 0 && (
                <a className="link lesson-known" href={`/${locale}/learn/${slug}/known`}>
                  {messages(locale).known.link}
                </a>
              )}
              <WayLines ways={ways} locale={locale} />
            </div>
          }
          before={(section) => <WayMark ways={ways} section={section} locale={locale} />}
          after={(section) => <WayEnd ways={ways} section={section} locale={locale} />}
        />
        <LessonNeighbours slug={slug} ways={ways} locale={locale} />
        {ways.length > 0 && <WayScript />}
      </main>
    </>
  )
}

/** The ways that take a section of the lesson and not all of it, as `data-ways` has them. */
function waysTo(section: string, ways: readonly LessonWay[]): string | undefined {
  const own = ways.filter(({ sections }) => sections.includes(section)).map(({ path }) => path)
  return own.length > 0 ? own.join(' ') : undefined
}

function aboutLesson(lesson: CatalogLesson, locale: Locale) {
  const known = concepts()
  const taught = [...new Set(lesson.itemIds.map(conceptOf))].flatMap(
    (id) => known.get(id)?.name[locale] ?? [],
  )
  return {
    '@type': 'LearningResource',
    name: lesson.title[locale],
    description: lesson.summary[locale],
    inLanguage: locale,
    timeRequired: `PT${lesson.minutes}M`,
    teaches: taught,
    isAccessibleForFree: true,
    isPartOf: { '@type': 'Course', name: messages(locale).lesson.coursesTitle },
  }
}

/** The part of a title before its colon, for the bar. */
function shortTitle(title: string): string {
  return title.split(':', 1)[0] ?? title
}
