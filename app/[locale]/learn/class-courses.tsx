'use client'

import { fill } from '@/app/_ui/fill'
import type { classCourse } from '@/lib/i18n/en/class-course'
import { useMe } from '../_shell/me'
import { courseHref } from '../classes/course-href'

/** The courses of the reader's classes, beside the whole course; nothing while that is not known, or where no class has one. */
export function ClassCourses({ locale, words }: { locale: string; words: typeof classCourse }) {
  const classes = (useMe()?.classes ?? []).filter(({ course }) => course.length > 0)
  if (classes.length === 0) return null
  return (
    <section className="ways class-courses" aria-labelledby="class-courses">
      <h2 id="class-courses">{words.ways}</h2>
      <ul>
        {classes.map(({ id, name, role, course }) => {
          const next = course.find(({ done }) => !done)
          const values = { n: course.filter(({ done }) => done).length, total: course.length }
          // Who teaches finds there how it is made.
          const href = `/${locale}/classes/${id}${role === 'learner' ? '#course' : '/course'}`
          return (
            <li key={id}>
              <a className="link link-strong" href={href}>
                {name}
              </a>
              <p>
                {fill(words.progress, values)}{' '}
                {next && (
                  <a className="link link-strong" href={courseHref(locale, next.slug, id)}>
                    {fill(words.next, { title: next.title })}
                  </a>
                )}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
