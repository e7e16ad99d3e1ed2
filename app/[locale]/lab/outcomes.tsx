import { type ReactNode, useEffect, useRef } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { waysWord } from '@/app/_widgets/way-word'
import type { Exploration, ProgramDeadlock, ProgramOutcome } from '@/lib/engine'
import { waysFound } from '@/lib/player/way-to-end'
import type { LabLabels } from './settings'
import type { Explored } from './use-exploration'

/** All that a program can do, each thing playable; and whether that is really all. */
export function Outcomes(props: {
  explored: Explored
  labels: LabLabels
  onPlay: Play
  /** Ways to what else is shown of it, further down. */
  more: ReactNode
}) {
  const { explored, labels, onPlay, more } = props
  if (explored === null) return null
  if (explored === 'busy')
    return (
      <p className="lab-outcomes" role="status">
        {labels.exploring}
      </p>
    )
  if ('problem' in explored) return null
  return <Found found={explored.found} labels={labels} onPlay={onPlay} more={more} />
}

/** Plays a schedule, from its beginning or after so many visible operations of it. */
export type Play = (config: Exploration['config'], schedule: string, after?: number) => void

function Found(props: { found: Exploration; labels: LabLabels; onPlay: Play; more: ReactNode }) {
  const { found, labels, onPlay, more } = props
  const { outcomes, deadlocks, endless, complete, states } = found
  const box = useRef<HTMLElement>(null)
  // It may lie below the text: whoever asked for it is taken there, unless they have gone on to something else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each look at all orders
  useEffect(() => {
    const { activeElement: now, body } = document
    if (now !== null && now !== body && !(now instanceof HTMLButtonElement)) return
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [found])
  const play = (schedule: string | null, turned = 0) =>
    schedule !== null && (
      <span className="lab-play">
        {turned > 0 && (
          <button
            type="button"
            className="button button-small"
            onClick={() => onPlay(found.config, schedule, turned)}
          >
            {labels.playTurn}
          </button>
        )}
        <button type="button" className="button button-small" onClick={() => onPlay(found.config, schedule)}>
          <Icon name="play" size={14} /> {labels.playOutcome}
        </button>
      </span>
    )
  const isSurelyEndless = complete && outcomes.length + deadlocks.length === 0
  return (
    <section className="lab-outcomes" aria-live="polite" ref={box} tabIndex={-1}>
      <h2>{outcomes.length > 0 ? waysWord(waysFound(found), labels.canEnd) : labels.neverEnds}</h2>
      <p>{fill(complete ? labels.allSeen : labels.notAllSeen, { n: states.toLocaleString('en') })}</p>
      <ul>
        {outcomes.map((outcome) => (
          <li key={`${outcome.status} ${outcome.stdout} ${outcome.stderr}`}>
            <pre>{outcome.stdout === '' ? labels.printsNothing : outcome.stdout}</pre>
            <small>{wordsOf(outcome, labels)}</small>
            {play(outcome.schedule, outcome.turned)}
          </li>
        ))}
        {deadlocks.map((deadlock) => (
          <li key={`${deadlock.stdout} ${deadlock.stderr}`} className="stuck">
            <b>{labels.canDeadlock}</b>
            <small>{[wordsOf(deadlock, labels), ...missedOf(deadlock, labels)].join(' · ')}</small>
            {play(deadlock.schedule, deadlock.turned)}
          </li>
        ))}
        {endless !== null && (
          <li className="stuck">
            <b>{isSurelyEndless ? labels.isEndless : labels.canBeEndless}</b>
            {play(endless.schedule)}
          </li>
        )}
      </ul>
      {more}
      <p>
        <small>{labels.notProbability}</small>
      </p>
    </section>
  )
}

/** What of its tasks has missed a wake-up, in words. */
function missedOf({ tasks }: ProgramDeadlock, labels: LabLabels): string[] {
  return tasks.flatMap(({ missed, line, object, call }) =>
    missed === null ? [] : [fill(labels.missedWake, { missed, line, object: object ?? call })],
  )
}

function wordsOf({ status, switches, turned, length }: ProgramOutcome, labels: LabLabels): string {
  const words = [fill(labels.switches, { n: switches })]
  if (status !== 0 && status !== 125) words.push(fill(labels.exitStatus, { n: status }))
  if (turned > 0) words.push(fill(labels.turned, { n: turned, of: length }))
  return words.join(' · ')
}
