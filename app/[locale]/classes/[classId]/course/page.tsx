import type { Metadata } from 'next'
import { catalog } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { ClassHead } from '../../class-head'
import { CourseForm } from '../../course-form'
import { type ClassPageProps, openClass } from '../../opening'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classCourse.title, robots: { index: false } }
}

/** Which lessons a class takes and in which order, for who teaches it to say and for who assists to look at. */
export default async function CoursePage({ params }: Props) {
  const { notice, classroom, locale, m } = await openClass(params, '/course', 'staff')
  if (notice) return notice
  const { id: classId, course, role } = classroom
  const words = messages(locale).classCourse
  const { lessons } = catalog()
  const titleOf = new Map(lessons.map(({ slug, title }) => [slug, title[locale]]))
  return (
    <main id="main" className="page class-page">
      <ClassHead at="course" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      <p className="class-note">{words.lead}</p>
      {role === 'teacher' ? (
        <CourseForm
          classId={classId}
          start={course}
          lessons={lessons.map(({ slug, title, after }) => ({ slug, title: title[locale], after }))}
          labels={m}
          words={words}
        />
      ) : course.length === 0 ? (
        <p>{words.whole}</p>
      ) : (
        <ol className="course-chosen">
          {course.map((slug) => (
            <li key={slug}>{titleOf.get(slug)}</li>
          ))}
        </ol>
      )}
    </main>
  )
}
