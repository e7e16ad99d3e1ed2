'use client'

import { useMe } from '../_shell/me'

/** What comes next for the reader and why, as on the home of who has begun, or the first lesson. The box has its place before
 *  that is known, and shows nothing for so long (`lesson.css`): who comes back is not told to begin. */
export function Continue(props: {
  locale: string
  first: string
  labels: Record<'over' | 'fresh' | 'freshBody' | 'start', string>
}) {
  const { locale, first, labels } = props
  const me = useMe()
  const next = me?.next
  return (
    <div className="continue" data-known={me ? true : undefined}>
      <div>
        <p className="continue-over">{next?.over ?? labels.over}</p>
        <b>{next?.title ?? labels.fresh}</b>
        <p>{next?.lead ?? labels.freshBody}</p>
      </div>
      <a className="button button-primary" href={next?.href ?? firstHref(locale, first)}>
        {next?.open ?? labels.start}
      </a>
    </div>
  )
}

/** The first button of the front page: the same, for somebody who has been here, with what it leads to. */
export function StartButton(props: {
  locale: string
  first: string
  labels: { open: string; start: string }
}) {
  const { locale, first, labels } = props
  const next = useMe()?.next
  return (
    <a className="button button-primary button-large" href={next?.href ?? firstHref(locale, first)}>
      {next ? `${labels.open} · ${next.over}` : labels.start}
    </a>
  )
}

function firstHref(locale: string, first: string): string {
  return `/${locale}/learn/${first}`
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
