import type { Metadata } from 'next'
import { StructuredData } from '@/app/_ui/structured-data'
import { pageMetadata } from '@/app/page-metadata'
import { catalog } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { Ways } from '../paths/ways'
import { ClassCourses } from './class-courses'
import { Minutes } from './minutes'
import { Continue, LessonProgress } from './progress'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const m = messages(locale).lesson
  return pageMetadata(locale, '/learn', { title: m.coursesTitle, description: m.coursesLead })
}

/** The course: every lesson there is, in order, with how far the reader has come. */
export default async function LearnPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).lesson
  const { modules, lessons } = catalog()
  const bySlug = new Map(lessons.map((lesson) => [lesson.slug, lesson]))
  let number = 0
  return (
    <main id="main" className="page course">
      <StructuredData
        of={{
          '@type': 'Course',
          name: m.coursesTitle,
          description: m.coursesLead,
          inLanguage: locale,
          isAccessibleForFree: true,
          hasPart: lessons.map((lesson) => ({ '@type': 'LearningResource', name: lesson.title[locale] })),
        }}
      />
      <h1>{m.coursesTitle}</h1>
      <p className="page-lead">
        {m.coursesLead}{' '}
        <a className="link" href={`/${locale}/map`}>
          {messages(locale).map.open}
        </a>
      </p>
      <Continue
        locale={locale}
        first={lessons[0]?.slug ?? ''}
        labels={{
          over: messages(locale).today.recommended,
          fresh: m.continueFresh,
          freshBody: m.continueFreshBody,
          start: m.start,
        }}
      />
      <ClassCourses locale={locale} words={messages(locale).classCourse} />
      {modules.map((module) => (
        <section key={module.id} className="course-module" aria-labelledby={`module-${module.id}`}>
          <div className="course-head">
            <h2 id={`module-${module.id}`}>{module.title[locale]}</h2>
            <p>{m.moduleCount(module.lessons.length)}</p>
          </div>
          <ol className="course-lessons">
            {module.lessons.map((slug) => {
              const lesson = bySlug.get(slug)
              if (!lesson) return null
              number++
              return (
                <li key={slug}>
                  <a href={`/${locale}/learn/${slug}`}>
                    <span className="course-number">{number}</span>
                    <span className="course-title">
                      <b>{lesson.title[locale]}</b>
                      <span>{lesson.summary[locale]}</span>
                    </span>
                    <span className="course-facts">
                      <span>
                        <Minutes
                          minutes={lesson.minutes}
                          text={m.minutes(lesson.minutes)}
                          own={m.ownMinutes}
                        />
                      </span>
                      {lesson.itemIds.length > 0 && (
                        <LessonProgress
                          itemIds={lesson.itemIds}
                          label={m.answered}
                          before={m.itemCount(lesson.itemIds.length)}
                        />
                      )}
                    </span>
                  </a>
                </li>
              )
            })}
          </ol>
        </section>
      ))}
      <Ways locale={locale} />
    </main>
  )
}
