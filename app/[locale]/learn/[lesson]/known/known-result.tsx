'use client'

import { fill } from '@/app/_ui/fill'
import { checkState } from '@/lib/progress/known'
import { useMe } from '../../../_shell/me'

type Link = { readonly href: string; readonly title: string }

/** What came of a lesson's check so far: known, what to read, or how many items are left. */
export function KnownResult(props: {
  check: readonly string[]
  /** Address of the lesson. */
  lesson: string
  next: Link | null
  /** Where each item of the check is taught. */
  sections: readonly (Link & { readonly item: string })[]
  labels: Record<'state' | 'known' | 'knownBody' | 'read' | 'readBody' | 'next' | 'whole', string>
}) {
  const { check, lesson, next, sections, labels } = props
  const me = useMe()
  const results = new Map(me?.answered.map(({ itemId, correct }) => [itemId, correct]))
  const { open, wrong, isKnown } = checkState(check, results)
  const toRead = sections.filter(
    ({ item, href }, i) =>
      wrong.includes(item) &&
      sections.findIndex((one) => one.href === href && wrong.includes(one.item)) === i,
  )
  const isOver = isKnown || open.length === 0
  return (
    <div className="continue" role="status">
      <div>
        <b>
          {isKnown
            ? labels.known
            : isOver
              ? labels.read
              : fill(labels.state, { n: check.length - open.length, total: check.length })}
        </b>
        {isOver && <p>{isKnown ? labels.knownBody : labels.readBody}</p>}
        {isOver && toRead.length > 0 && (
          <ul>
            {toRead.map(({ href, title }) => (
              <li key={href}>
                <a className="link" href={href}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      {isKnown && next ? (
        <a className="button button-primary" href={next.href}>
          {fill(labels.next, { title: next.title })}
        </a>
      ) : (
        <a className="button" href={lesson}>
          {labels.whole}
        </a>
      )}
    </div>
  )
}
