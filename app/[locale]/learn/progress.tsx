'use client'

import { useMe } from '../_shell/me'
import { passageHash } from './[lesson]/passage-place'

type Lesson = { slug: string; title: string; sections: readonly { id: string; title: string }[] }

/** Where the reader left off, or the first lesson. The box has its place before that is known. */
export function Continue(props: {
  locale: string
  lessons: readonly Lesson[]
  labels: { title: string; fresh: string; freshBody: string; open: string; start: string }
}) {
  const { locale, lessons, labels } = props
  const last = useLastPlace(lessons)
  return (
    <div className="continue">
      <div>
        <b>{last ? labels.title : labels.fresh}</b>
        <p>{last ? `${last.lesson.title} · ${last.section.title}` : labels.freshBody}</p>
      </div>
      <a className="button button-primary" href={hrefOf(locale, last, lessons)}>
        {last ? labels.open : labels.start}
      </a>
    </div>
  )
}

/** The first button of the front page: to where the reader left off, for somebody who has been here. */
export function StartButton(props: {
  locale: string
  lessons: readonly Lesson[]
  labels: { open: string; start: string }
}) {
  const { locale, lessons, labels } = props
  const last = useLastPlace(lessons)
  return (
    <a className="button button-primary button-large" href={hrefOf(locale, last, lessons)}>
      {last ? labels.open : labels.start}
    </a>
  )
}

type Place = { lesson: Lesson; section: Lesson['sections'][number]; passage: number }

function useLastPlace(lessons: readonly Lesson[]): Place | undefined {
  const me = useMe()
  return me?.sections.flatMap((id, i) => placesOf(id, i === 0 ? me.passage : 0, lessons))[0]
}

function placesOf(id: string, passage: number, lessons: readonly Lesson[]): Place[] {
  return lessons.flatMap((lesson) => {
    const section = lesson.sections.find((one) => one.id === id)
    return section ? [{ lesson, section, passage }] : []
  })
}

function hrefOf(locale: string, place: Place | undefined, lessons: readonly Lesson[]): string {
  const there = place
    ? `${place.lesson.slug}${passageHash(place.section.id, place.passage)}`
    : (lessons[0]?.slug ?? '')
  return `/${locale}/learn/${there}`
}

/** How many of a lesson's items are answered, as words and as a bar.
 *  @param label with {n} and {total}
 *  @param before what stands there until it is known, or while nothing is answered */
export function LessonProgress(props: { itemIds: readonly string[]; label: string; before: string }) {
  const { itemIds, label, before } = props
  const answered = useMe()?.answered ?? []
  const total = itemIds.length
  const n = itemIds.filter((id) => answered.some((one) => one.itemId === id)).length
  return (
    <>
      <span>{n === 0 ? before : label.replace('{n}', String(n)).replace('{total}', String(total))}</span>
      <svg
        className="course-bar"
        width="96"
        height="4"
        viewBox={`0 0 ${total} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect className="course-bar-all" width={total} height="1" />
        <rect className="course-bar-done" width={n} height="1" />
      </svg>
    </>
  )
}
