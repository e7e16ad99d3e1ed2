'use client'

import { useEffect, useRef } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { MockSettings } from '@/lib/interview/mock'
import type { MockAnswer } from '@/lib/interview/report'
import { clockWords } from './clock-words'
import { type KeptMock, keepMock } from './kept-mock'
import { Marking } from './marking'
import type { MockCard, MockLabels } from './mock-card'
import { reasonOf } from './reason'
import { useClock } from './use-clock'
import { useInterview } from './use-interview'
import { WordsField } from './words-field'

/** An interview under way: question, own words, ticks, follow-up, and on to the next, against the clock. */
export function MockRun(props: {
  settings: MockSettings
  queue: readonly MockCard[]
  startedAt: string
  /** What an earlier page has kept of it. */
  kept: Extract<KeptMock, { kind: 'running' }> | null
  locale: 'ko' | 'en'
  labels: MockLabels
  onEnd: (answers: readonly MockAnswer[]) => void
}) {
  const { settings, queue, startedAt, kept, locale, labels, onEnd } = props
  const clock = useClock(kept?.seconds)
  const run = useInterview(settings, queue, clock.seconds, kept?.state ?? null, onEnd)
  const { phase, card, at, answers, followUp } = run
  const heading = useRef<HTMLHeadingElement>(null)
  const total = settings.minutes * 60
  const asked = followUp === null ? card.question : (card.followUps[followUp]?.question ?? '')
  // Whatever is asked next is where reading goes on.
  const place = `${at} ${phase} ${followUp}`
  useEffect(() => {
    if (place) heading.current?.focus()
  }, [place])
  const { seconds } = clock
  const { state } = run
  useEffect(() => {
    const cardIds = queue.map(({ item }) => item.id)
    keepMock({ kind: 'running', settings, cardIds, startedAt, seconds, keptAt: Date.now(), state })
  }, [settings, queue, startedAt, seconds, state])
  const leave = () => {
    keepMock(null)
    location.reload()
  }
  return (
    <div className="mock-run">
      <div className="mock-bar">
        <b>{labels.running}</b>
        <svg viewBox={`0 0 ${total} 1`} preserveAspectRatio="none" aria-hidden="true">
          <rect className="mock-time-all" width={total} height="1" />
          <rect className="mock-time" width={Math.min(total, clock.seconds)} height="1" />
        </svg>
        <span>{fill(labels.left, { time: clockWords(total - clock.seconds) })}</span>
        <button
          type="button"
          className="button button-small"
          aria-pressed={clock.isPaused}
          onClick={clock.toggle}
        >
          {clock.isPaused ? labels.resume : labels.pause}
        </button>
        <button
          type="button"
          className="button button-small"
          onClick={() => (answers.length > 0 ? onEnd(answers) : leave())}
        >
          {labels.end}
        </button>
      </div>
      {clock.isPaused && (
        <p role="status" className="mock-paused">
          {labels.paused}
        </p>
      )}
      <div className="mock-body" inert={clock.isPaused}>
        <p className="card-about">
          {followUp === null ? fill(labels.question, { i: at + 1, n: queue.length }) : labels.followUp}
          {card.topic && <span className="mock-topic">{card.topic.name}</span>}
        </p>
        <h1 ref={heading} tabIndex={-1} className="card-question">
          {asked}
        </h1>
        {followUp !== null && <p className="card-note">{reasonOf(card, followUp, run.said, labels)}</p>}
        {phase === 'mark' ? (
          <Marking run={run} locale={locale} labels={labels} />
        ) : (
          <>
            <WordsField
              key={place}
              settings={settings}
              locale={locale}
              labels={labels}
              text={run.text}
              onText={run.write}
              left={run.left}
            />
            <p className="mock-buttons">
              <button type="button" className="button button-primary" onClick={run.finishAnswer}>
                <Icon name="check" />
                {labels.done}
              </button>
              <button type="button" className="button" onClick={run.skip}>
                {labels.skip}
              </button>
            </p>
          </>
        )}
      </div>
    </div>
  )
}
