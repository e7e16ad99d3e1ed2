import { lazy, type RefObject, Suspense, useEffect } from 'react'
import { fill } from '@/app/_ui/fill'
import { PlayerIcon } from '@/app/_widgets/player'
import type { Reader } from '@/app/_widgets/simulator'
import { taskLetter } from '@/lib/engine/task-letter'
import { lastBreak, lastStepOf, nextBreak, nextStepOf } from '@/lib/player/breakpoint'
import type { LabLabels } from './settings'
import type { TypedAt } from './terminal'

const RunFiles = lazy(async () => ({ default: (await import('./run-files')).RunFiles }))
const RunOutput = lazy(async () => ({ default: (await import('./run-output')).RunOutput }))
const Terminal = lazy(async () => ({ default: (await import('./terminal')).Terminal }))
const WhyNot = lazy(async () => ({ default: (await import('./why')).WhyNot }))
const Watch = lazy(async () => ({ default: (await import('./watch')).Watch }))

/** Expressions that are watched: they last from run to run. */
export type WatchList = {
  readonly isOpen: boolean
  readonly expressions: readonly string[]
  /** Why tasks are not running is told, too. */
  readonly asksWhy: boolean
  /** So are the files of the run. */
  readonly showsFiles: boolean
  /** So is all that it has printed. */
  readonly showsOutput: boolean
}

/** From breakpoint to breakpoint, and along one task over the steps of the others. */
export function Debugger(props: {
  locale: 'ko' | 'en'
  reader: Reader
  breaks: ReadonlySet<number>
  followed: number
  labels: LabLabels
  /** Holds the reader as it is now, for whoever takes the run elsewhere. */
  held: RefObject<Reader | null>
  onFollow: (task: number) => void
  watched: WatchList
  onWatch: (watched: WatchList) => void
  onType: (text: string, at: TypedAt) => void
  /** The run was made again with a line that was typed. */
  wasTyped: boolean
}) {
  const { locale, reader, breaks, followed, labels, held, onFollow, watched, onWatch } = props
  const { onType, wasTyped } = props
  useEffect(() => {
    held.current = reader
    return () => {
      held.current = null
    }
  }, [held, reader])
  const { shape, position, go } = reader
  const task = Math.min(followed, shape.names.length - 1)
  const letter = taskLetter(task)
  const none = breaks.size === 0
  return (
    <div className="lab-debug">
      <fieldset>
        <legend>{labels.breakpoints}</legend>
        <Jump
          label={labels.lastBreak}
          d={BACK}
          disabled={none || position === 0}
          onClick={() => go(lastBreak(shape, position, breaks))}
        />
        <Jump
          label={labels.nextBreak}
          d={ON}
          disabled={none || position === shape.length}
          onClick={() => go(nextBreak(shape, position, breaks))}
        />
        <small>{none ? labels.breakHelp : [...breaks].sort((a, b) => a - b).join(', ')}</small>
      </fieldset>
      <fieldset>
        <legend>{labels.follow}</legend>
        <select
          aria-label={labels.follow}
          value={task}
          onChange={(event) => onFollow(Number(event.target.value))}
        >
          {shape.names.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a task's number is its place
            <option key={index} value={index}>
              {taskLetter(index)} {name}
            </option>
          ))}
        </select>
        <Jump
          label={fill(labels.lastOf, { task: letter })}
          d={BACK}
          disabled={position === 0}
          onClick={() => go(lastStepOf(shape, position, task))}
        />
        <Jump
          label={fill(labels.nextOf, { task: letter })}
          d={ON}
          disabled={position === shape.length}
          onClick={() => go(nextStepOf(shape, position, task))}
        />
      </fieldset>
      <button
        type="button"
        className="button"
        aria-expanded={watched.isOpen}
        onClick={() => onWatch({ ...watched, isOpen: !watched.isOpen })}
      >
        {labels.watch}
      </button>
      <button
        type="button"
        className="button"
        aria-expanded={watched.asksWhy}
        onClick={() => onWatch({ ...watched, asksWhy: !watched.asksWhy })}
      >
        {labels.why}
      </button>
      <button
        type="button"
        className="button"
        aria-expanded={watched.showsFiles}
        onClick={() => onWatch({ ...watched, showsFiles: !watched.showsFiles })}
      >
        {labels.runFiles}
      </button>
      <button
        type="button"
        className="button"
        aria-expanded={watched.showsOutput}
        onClick={() => onWatch({ ...watched, showsOutput: !watched.showsOutput })}
      >
        {labels.runOutput}
      </button>
      {watched.showsOutput && (
        <Suspense fallback={null}>
          <RunOutput locale={locale} reader={reader} />
        </Suspense>
      )}
      {watched.showsFiles && (
        <Suspense fallback={null}>
          <RunFiles locale={locale} reader={reader} />
        </Suspense>
      )}
      {shape.terminal && (
        <Suspense fallback={null}>
          <Terminal locale={locale} reader={reader} onType={onType} wasTyped={wasTyped} />
        </Suspense>
      )}
      {watched.asksWhy && (
        <Suspense fallback={null}>
          <WhyNot locale={locale} reader={reader} followed={task} />
        </Suspense>
      )}
      {watched.isOpen && (
        <Suspense fallback={null}>
          <Watch
            locale={locale}
            reader={reader}
            followed={task}
            expressions={watched.expressions}
            onChange={(expressions) => onWatch({ ...watched, expressions })}
          />
        </Suspense>
      )}
    </div>
  )
}

const BACK = 'M20 5l-7 7 7 7M12 5l-7 7 7 7'
const ON = 'M4 5l7 7-7 7M12 5l7 7-7 7'

/** Where it leads nowhere it keeps the focus and does nothing: who presses it till the end goes on by keys. */
function Jump(props: { label: string; d: string; disabled: boolean; onClick: () => void }) {
  const { label, d, disabled, onClick } = props
  return (
    <button
      type="button"
      className="button"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
    >
      <PlayerIcon d={d} />
    </button>
  )
}
