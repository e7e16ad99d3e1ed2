import { fill } from '@/app/_ui/fill'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { courseHref } from './course-href'
import type { CourseLesson } from './course-standing'

/** The course of a class as a learner of it walks it: its lessons in its order, how far each is, and which comes next. */
export function OwnCourse(props: { classId: string; lessons: readonly CourseLesson[]; locale: Locale }) {
  const { classId, lessons, locale } = props
  const { classCourse: m, lesson: words } = messages(locale)
  const next = lessons.find(({ done }) => !done)
  const done = lessons.filter((one) => one.done).length
  return (
    <section className="own-course" aria-labelledby="course">
      <h2 id="course">{m.title}</h2>
      <p className="class-note">
        {fill(m.progress, { n: done, total: lessons.length })} {m.others}{' '}
        <a className="link" href={`/${locale}/learn`}>
          {m.all}
        </a>
      </p>
      {next && (
        <p>
          <a className="button button-primary" href={courseHref(locale, next.slug, classId)}>
            {fill(m.next, { title: next.title })}
          </a>
        </p>
      )}
      <ol>
        {lessons.map(({ slug, title, answered, items, done: isDone }) => (
          <li key={slug}>
            <a className="link" href={courseHref(locale, slug, classId)}>
              {title}
            </a>
            <span>
              {isDone
                ? m.done
                : items > 0 && answered > 0
                  ? fill(words.answered, { n: answered, total: items })
                  : words.itemCount(items)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
