'use client'

import { type Me, useMe } from '../_shell/me'
import { placeHref } from './place'

type Lesson = { slug: string; title: string; sections: readonly { id: string; title: string }[] }
type Next = Me['next']

/** What comes next for the reader, as on the home of who has begun, or the first lesson. The box has its place before that is
 *  known. */
export function Continue(props: {
  locale: string
  lessons: readonly Lesson[]
  labels: Record<
    'title' | 'plan' | 'repair' | 'next' | 'questions' | 'fresh' | 'freshBody' | 'open' | 'start',
    string
  >
}) {
  const { locale, lessons, labels } = props
  const next = useNext()
  const lesson = next && lessons.find(({ slug }) => slug === next.lesson)
  const section = lesson?.sections.find(({ id }) => id === next?.section)
  const title = next && titleOf(next, labels)
  return (
    <div className="continue">
      <div>
        <b>{title ?? labels.fresh}</b>
        <p>
          {next
            ? [lesson?.title ?? labels.questions, section?.title].filter(Boolean).join(' · ')
            : labels.freshBody}
        </p>
      </div>
      <a className="button button-primary" href={hrefOf(locale, next, lessons)}>
        {next?.section ? labels.open : labels.start}
      </a>
    </div>
  )
}

function titleOf({ kind, section }: Next, labels: Parameters<typeof Continue>[0]['labels']): string {
  if (kind === 'plan' || kind === 'repair') return labels[kind]
  return section ? labels.title : labels.next
}

/** The first button of the front page: the same, for somebody who has been here. */
export function StartButton(props: {
  locale: string
  first: string
  labels: { open: string; start: string }
}) {
  const { locale, first, labels } = props
  const next = useNext()
  return (
    <a className="button button-primary button-large" href={hrefOf(locale, next, [{ slug: first }])}>
      {next ? labels.open : labels.start}
    </a>
  )
}

/** Undefined until it is known, and for whoever has done nothing and keeps no plan. */
function useNext(): Next | undefined {
  const me = useMe()
  return me && (me.viewer || me.next.path !== null) ? me.next : undefined
}

function hrefOf(locale: string, next: Next | undefined, lessons: readonly { slug: string }[]): string {
  if (next) return placeHref(locale, next)
  return `/${locale}/learn/${lessons[0]?.slug ?? ''}`
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
