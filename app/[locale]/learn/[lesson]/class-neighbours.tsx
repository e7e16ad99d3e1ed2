'use client'

import { useEffect } from 'react'
import { fill } from '@/app/_ui/fill'
import type { classCourse } from '@/lib/i18n/en/class-course'
import { useMe } from '../../_shell/me'
import { CLASS_PARAM, courseHref } from '../../classes/course-href'

export type ClassNeighboursProps = {
  readonly slug: string
  readonly locale: string
  readonly previous: string
  readonly next: string
  readonly words: Pick<typeof classCourse, 'place' | 'finished'>
}

/** The lessons before and after this one in the course of the class that the address names; nothing where the reader is in no such
 *  class, or its course does not have the lesson. Those of the whole course give way to them. */
export function ClassNeighbours({ slug, locale, previous, next, words }: ClassNeighboursProps) {
  const classId = new URLSearchParams(location.search).get(CLASS_PARAM)
  const found = useMe()?.classes.find(({ id }) => id === classId)
  const at = found?.course.findIndex((one) => one.slug === slug) ?? -1
  const isShown = at >= 0
  useEffect(() => {
    if (!isShown) return
    const { dataset } = document.documentElement
    dataset.way = CLASS_PARAM
    return () => {
      delete dataset.way
    }
  }, [isShown])
  if (!found || !isShown) return null
  const { id, name, role, course } = found
  const place = fill(words.place, { name, n: at + 1, total: course.length })
  const beside = (index: number, says: string, isNext: boolean) => {
    const lesson = course[index]
    return (
      lesson && (
        <a
          href={courseHref(locale, lesson.slug, id)}
          rel={isNext ? 'next' : 'prev'}
          className={isNext ? 'lesson-next' : undefined}
        >
          <span>{says}</span>
          <b>{lesson.title}</b>
        </a>
      )
    )
  }
  return (
    <nav className="lesson-neighbours" aria-label={place}>
      {beside(at - 1, previous, false)}
      {beside(at + 1, next, true)}
      <a
        href={`/${locale}/classes/${id}${role === 'learner' ? '#course' : '/course'}`}
        className="lesson-plan"
      >
        {place} · {words.finished}
      </a>
    </nav>
  )
}
