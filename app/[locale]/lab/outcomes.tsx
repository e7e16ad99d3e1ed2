import { type ReactNode, useEffect, useRef } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { missedWords, type OrderLabels } from '@/app/_widgets/order-word'
import { waysWord } from '@/app/_widgets/way-word'
import type { ExploreProgress } from '@/app/_widgets/wire'
import type { Exploration, ProgramOutcome } from '@/lib/engine'
import type { RunInput } from '@/lib/player/session'
import type { TurnedOrder } from '@/lib/player/turning'
import { waysFound } from '@/lib/player/way-to-end'
import type { LabLabels } from './settings'
import type { Explored } from './use-exploration'

/** All that a program can do, each thing playable; and whether that is really all. */
export function Outcomes(props: {
  explored: Explored
  /** While it goes on. */
  progress: ExploreProgress | null
  /** The program has been changed since. */
  isOld: boolean
  labels: LabLabels
  words: OrderLabels
  onPlay: Play
  onGiveUp: () => void
  /** Ways to what else is shown of it, further down. */
  more: ReactNode
}) {
  const { explored, progress, isOld, labels, words, onPlay, onGiveUp, more } = props
  if (explored === null) return null
  if (explored === 'busy')
    return (
      <div className="lab-outcomes">
        <p role="status">{labels.exploring}</p>
        {progress && (
          <p>
            {fill(labels.exploredSoFar, {
              n: progress.states.toLocaleString('en'),
              ends: progress.outcomes.toLocaleString('en'),
            })}
          </p>
        )}
        <button type="button" className="button button-small" onClick={onGiveUp}>
          {labels.giveUp}
        </button>
      </div>
    )
  if ('problem' in explored) return null
  return (
    <Found
      found={explored.found}
      turns={explored.turns}
      isOld={isOld}
      files={explored.input.files}
      labels={labels}
      words={words}
      onPlay={onPlay}
      more={more}
    />
  )
}

/** Plays a schedule, from its beginning or after so many visible operations of it.
 *  @param turn the step that decides how it ends, as its player counts; `after`: the one that it is opened at */
export type Play = (
  config: Exploration['config'],
  schedule: string,
  after?: number,
  turn?: number | 'after',
) => void

function Found(props: {
  found: Exploration
  turns: readonly TurnedOrder[]
  isOld: boolean
  files: RunInput['files']
  labels: LabLabels
  words: OrderLabels
  onPlay: Play
  more: ReactNode
}) {
  const { found, turns, isOld, files, labels, words, onPlay, more } = props
  const { outcomes, deadlocks, races, endless, complete, states } = found
  const box = useRef<HTMLElement>(null)
  // It may lie below the text: whoever asked for it is taken there, unless they have gone on to something else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each look at all orders
  useEffect(() => {
    const { activeElement: now, body } = document
    if (now !== null && now !== body && !(now instanceof HTMLButtonElement)) return
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [found])
  const play = (schedule: string | null, turned = 0, order?: TurnedOrder) =>
    schedule !== null && (
      <span className="lab-play">
        {order?.turn && (
          <button
            type="button"
            className="button button-small"
            onClick={() => onPlay(found.config, schedule, turned, 'after')}
          >
            {labels.playTurn}
          </button>
        )}
        <button
          type="button"
          className="button button-small"
          onClick={() => onPlay(found.config, schedule, undefined, order?.turn?.step)}
        >
          <Icon name="play" size={14} /> {labels.playOutcome}
        </button>
      </span>
    )
  const isSurelyEndless = complete && outcomes.length + deadlocks.length === 0
  return (
    <section className="lab-outcomes" aria-live="polite" ref={box} tabIndex={-1}>
      {isOld && <p className="lab-old">{labels.foundBefore}</p>}
      <h2>{headOf(found, labels)}</h2>
      <p>{fill(complete ? labels.allSeen : labels.notAllSeen, { n: states.toLocaleString('en') })}</p>
      {complete && races.length === 0 && <p>{labels.noRace}</p>}
      <ul>
        {outcomes.map((outcome, i) => (
          <li key={`${outcome.status} ${outcome.stdout} ${outcome.stderr}`}>
            <pre>{outcome.stdout === '' ? labels.printsNothing : outcome.stdout}</pre>
            <small>{wordsOf(outcome, turns[i], labels)}</small>
            {play(outcome.schedule, outcome.turned, turns[i])}
          </li>
        ))}
        {deadlocks.map((deadlock, i) => (
          <li key={`${deadlock.stdout} ${deadlock.stderr}`} className="stuck">
            <b>{labels.canDeadlock}</b>
            <small>
              {[
                wordsOf(deadlock, turns[outcomes.length + i], labels),
                ...missedWords(deadlock, files, words),
              ].join(' · ')}
            </small>
            {play(deadlock.schedule, deadlock.turned, turns[outcomes.length + i])}
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

/** What can come out in one sentence: all of it, or what was found before a bound. */
function headOf(found: Exploration, labels: LabLabels): string {
  const { outcomes, deadlocks, endless, complete } = found
  if (!complete)
    return fill(labels.foundSome, { n: outcomes.length + deadlocks.length + (endless === null ? 0 : 1) })
  return outcomes.length > 0 ? waysWord(waysFound(found), labels.canEnd) : labels.neverEnds
}

function wordsOf(
  { status, switches }: ProgramOutcome,
  order: TurnedOrder | undefined,
  labels: LabLabels,
): string {
  const words = [fill(labels.switches, { n: switches })]
  if (status !== 0 && status !== 125) words.push(fill(labels.exitStatus, { n: status }))
  if (order?.turn) words.push(fill(labels.turned, { n: order.turn.step, of: order.steps }))
  return words.join(' · ')
}
