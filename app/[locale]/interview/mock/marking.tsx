'use client'

import { type ReactNode, useEffect } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { type Marks, markPoints } from '@/lib/interview/terms'
import type { MockLabels } from './mock-card'
import { reasonOf } from './reason'
import type { Interview } from './use-interview'

/** What was said, with the words that were found, and the points to be ticked by whoever said it. */
export function Marking({
  run,
  locale,
  labels,
}: {
  run: Interview
  locale: 'ko' | 'en'
  labels: MockLabels
}) {
  const { card, text, said, toggle, next, isLast, confirm } = run
  const marks = markPoints(text, card.points)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLTextAreaElement
      const point = Number(event.key) - 1
      if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && card.points[point]) toggle(point)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  return (
    <>
      <section className="mock-said" aria-labelledby="said">
        <h2 id="said">{labels.whatYouSaid}</h2>
        <p lang={locale}>{text === '' ? labels.nothingSaid : <Marked text={text} marks={marks} />}</p>
      </section>
      <fieldset className="mock-points">
        <legend>
          {labels.tick} <b>{said.length}</b> / {card.points.length}
        </legend>
        {card.points.map((point, i) => {
          const words = marks.found
            .filter((one) => one.point === i)
            .map(({ start, end }) => text.slice(start, end))
          return (
            <label key={point.text} className="checklist-row">
              <input type="checkbox" checked={said.includes(i)} onChange={() => toggle(i)} />
              <span>
                {i + 1}. {point.text}
                {words.length > 0 && <small>{fill(labels.foundWords, { words: words.join(', ') })}</small>}
              </span>
            </label>
          )
        })}
        <p className="card-note">{labels.tickNote}</p>
      </fieldset>
      {next !== null && (
        <p className="mock-next">
          <b>{labels.followUp}</b> {card.followUps[next]?.question}
          <small>{reasonOf(card, next, said, labels)}</small>
        </p>
      )}
      <p className="mock-buttons">
        <button type="button" className="button button-primary" onClick={confirm}>
          {next !== null ? labels.toFollowUp : isLast ? labels.finish : labels.nextQuestion}
          <Icon name="arrow-right" />
        </button>
      </p>
    </>
  )
}

/** An answer with the words of points underlined, each with the number of its point. */
function Marked({ text, marks }: { text: string; marks: Marks }): ReactNode {
  const parts: ReactNode[] = []
  let from = 0
  for (const { point, start, end } of marks.found) {
    // A word that stands in two points is marked for the first.
    if (start < from) continue
    parts.push(text.slice(from, start))
    parts.push(
      <span key={start} className="mock-found">
        {text.slice(start, end)}
        <sup>{point + 1}</sup>
      </span>,
    )
    from = end
  }
  return [...parts, text.slice(from)]
}
