'use client'

import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { plainText } from '@/lib/i18n/narration'
import type { Frame } from '@/lib/player/frame'
import { FIGURE_PARTS, type FigurePart } from '@/lib/player/part'
import { isSameOrder } from '@/lib/player/same-order'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import { fill } from '../_ui/fill'
import { TaskChip } from '../_ui/task-chip'
import { Figure } from './figure'
import type { Labels } from './label'
import { lookOf } from './look'
import { lastMoment, nextMoment, Player, placeWords } from './player'
import { onPredicted } from './prediction'
import { tellRunEnded } from './run-ended'
import { Say } from './say'
import { StageTabs } from './stage-tabs'
import { StateWords, Temporaries } from './task-panel'
import { useEngine } from './use-engine'
import { usePlayback } from './use-playback'
import { type StageMoment, useStage } from './use-stage'
import { useWarm } from './use-warm'

// Few runs are steered by their reader: who opens another does without the code for it.
const Chooser = lazy(async () => ({ default: (await import('./chooser')).Chooser }))
const TextView = lazy(async () => ({ default: (await import('./text-view')).TextView }))

const NO_MOMENTS: readonly StageMoment[] = []
/** What stands beside the figure that a passage is about: of parts that are tabs it is not the first one that is seen. */
const BESIDE: readonly FigurePart[] = ['code', 'tasks']

/** Parts that show what lies in memory. */
const MEMORY: ReadonlySet<string> = new Set(['memory', 'pages', 'tasks'] satisfies FigurePart[])

/** Where a reader is in a run, and how they go elsewhere. */
export type Reader = {
  readonly shape: RunShape
  /** What is drawn; it follows `position` as soon as it can. */
  readonly frame: Frame
  readonly position: number
  readonly go: (position: number) => void
  /** Asks something of the run as it has been steered. */
  readonly inquire: ReturnType<typeof useEngine>['inquire']
}

/** A run that can be stepped, played, scrubbed and steered. The first picture is the server's; the engine is
 *  loaded at the first touch. */
export function Simulator(props: {
  id: string
  title: string
  input: RunInput
  shape: RunShape
  frame: Frame
  labels: Labels
  /** Starts to play from the beginning at once. */
  plays?: boolean
  /** A prediction of it is asked for: what is to come is kept back until there is one, or the run has been seen. */
  isPredicted?: boolean
  /** It goes no further than its first picture, and in no other order, until what is asked there is answered. */
  isHeld?: boolean
  /** Moments that passages of the prose are about, which it follows. */
  moments?: readonly StageMoment[]
  /** The step that decided how the run ends as it is opened. */
  turn?: number | undefined
  /** It stands in the lab already. */
  inLab?: boolean
  /** Asks something beside what is told; it can let the run go on. */
  ask?: (play: () => void) => ReactNode
  /** Other ways through the run, beside the player. */
  tools?: (reader: Reader) => ReactNode
  /** Told of every schedule that the reader makes: for items that are answered by one. */
  onSchedule?: (schedule: string, frame: Frame) => void
}) {
  const {
    id,
    title,
    input,
    labels,
    plays = false,
    isPredicted = false,
    isHeld = false,
    moments = NO_MOMENTS,
    inLab = false,
    ask,
    tools,
    onSchedule,
  } = props
  const engine = useEngine(input, { shape: props.shape, frame: props.frame })
  const { shape, frame, asked, seek, choose } = engine
  const { parts } = input
  const file = input.files[0]?.name ?? ''
  const isStage = moments.length > 0
  const [playing, setPlaying] = useState(plays)
  const [speed, setSpeed] = useState(1)
  const [tab, setTab] = useState<FigurePart>(
    () => FIGURE_PARTS.find((part) => parts.includes(part) && !(isStage && BESIDE.includes(part))) ?? 'code',
  )
  const [asText, setAsText] = useState(false)
  const before = useBefore(frame)
  const [isKept, setKept] = useState(isPredicted)
  const isLocked = isKept || isHeld
  const figure = useRef<HTMLElement>(null)
  useWarm(figure, engine.warm)
  /** How far one can go. */
  const last = isHeld ? props.frame.position : shape.length

  const go = useCallback(
    (position: number) => {
      setPlaying(false)
      seek(Math.max(0, Math.min(last, position)))
    },
    [seek, last],
  )
  const passage = useStage(moments, figure, go)
  usePlayback(playing && !engine.busy, frame.position, last, speed, seek, () => setPlaying(false))

  const pick = useCallback(
    (task: number) => {
      setPlaying(false)
      choose(asked, task)
    },
    [choose, asked],
  )
  useEffect(() => {
    if (frame !== props.frame) onSchedule?.(frame.schedule, frame)
  }, [frame, props.frame, onSchedule])
  const isAtEnd = frame !== props.frame && !engine.busy && frame.position >= shape.length
  useEffect(() => {
    if (!isAtEnd) return
    setKept(false)
    tellRunEnded({ id, file })
  }, [isAtEnd, id, file])
  useEffect(() => (isPredicted ? onPredicted(id, () => setKept(false)) : undefined), [isPredicted, id])
  useEffect(() => {
    if (plays) seek(0)
  }, [plays, seek])

  const play = (wanted: boolean) => {
    if (wanted && frame.position >= last) seek(0)
    setPlaying(wanted)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const act = keyAction(event, { frame, asked, shape, playing, isHeld, go, play, pick })
    if (!act) return
    event.preventDefault()
    act()
  }
  const narration = useMemo(() => sentences(frame, shape, labels), [frame, shape, labels])
  const spoken = narration.map(plainText).join(' ')
  const tabs = FIGURE_PARTS.filter((part) => parts.includes(part))
  return (
    <section
      ref={figure}
      className="sim"
      id={`sim-${id}`}
      aria-label={title}
      onKeyDown={onKeyDown}
      data-tab={tab}
      data-busy={engine.busy}
      data-stage={isStage || undefined}
      data-tasks={Math.min(PEEKED, shape.names.length)}
      data-objects={Math.min(2, shape.objects ?? 2)}
    >
      <header className="sim-head">
        <b>{file}</b>
        <span>{title}</span>
        <span className="sim-meta">
          {frame.isLeft
            ? `${labels.left}${parts.some((part) => MEMORY.has(part)) ? ` ${labels.leftMemory}` : ''}`
            : fill(labels.meta, {
                pid: frame.view.tasks[0]?.pid ?? 0,
                tasks: countTasks(frame.view),
                cores: shape.coreCount,
              })}
        </span>
        {!inLab && (
          <button
            type="button"
            onClick={async () => (await import('./open-in-lab')).openInLab(input, frame.schedule)}
          >
            {labels.openInLab}
          </button>
        )}
        <button type="button" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {asText ? labels.asFigure : labels.asText}
        </button>
      </header>
      {isStage && <StageTabs moments={moments} now={passage} label={labels.passages} />}
      {tabs.length > 1 && !asText && (
        <nav className="sim-tabs" aria-label={labels.parts}>
          {tabs.map((name) => (
            <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>
              {labels[name]}
            </button>
          ))}
        </nav>
      )}
      <Peek frame={frame} labels={labels} />
      {tools?.({ shape, frame, position: asked, go, inquire: engine.inquire })}
      {/* The player sticks to the bottom of the screen inside this box only, so that it never covers the head. */}
      <div className="sim-run">
        {asText ? (
          <Suspense fallback={<div className="sim-text" />}>
            <TextView
              files={input.files}
              frame={frame}
              shape={shape}
              parts={parts}
              isLocked={isLocked}
              labels={labels}
            />
          </Suspense>
        ) : (
          <div className="sim-body">
            {tabs.map((part) => (
              <Figure
                key={part}
                part={part}
                files={input.files}
                shape={shape}
                frame={frame}
                before={before}
                labels={labels}
                isLocked={isLocked}
                onSeek={go}
              />
            ))}
          </div>
        )}
        {parts.includes('choose') && !isHeld && (
          <Suspense fallback={<div className="sim-choose" />}>
            <Chooser frame={frame} labels={labels} onPick={pick} onRestart={() => engine.reopen(0)} />
          </Suspense>
        )}
        <Output view={frame.view} labels={labels} />
        {/* What is told and what steps: in the lab they stick together, so that neither is stepped without the other. */}
        <div className="sim-foot">
          <div
            className={ask ? 'sim-say sim-asks' : 'sim-say'}
            aria-live={playing && frame.position % 4 !== 0 ? 'off' : 'polite'}
            // Pinned above a passage, or with what is asked first below it, it may have no room for all: the rest is scrolled to.
            tabIndex={isStage || isKept ? 0 : undefined}
          >
            {engine.opening ? (
              <p className="sim-loading">{labels.loading}</p>
            ) : (
              <p>
                {narration.map((sentence, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one step have no other name
                  <span key={i}>
                    <Say narration={sentence} />{' '}
                  </span>
                ))}
              </p>
            )}
            {isKept && frame.position === props.frame.position && (
              <p className="sim-locked">{labels.predictFirst}</p>
            )}
            {ask?.(() => setPlaying(true))}
            {engine.problem && (
              <p role="alert">
                {labels.problem}{' '}
                <button type="button" className="button" onClick={() => engine.reopen(frame.position)}>
                  {labels.retry}
                </button>
              </p>
            )}
          </div>
          <Player
            shape={shape}
            position={asked}
            last={last}
            playing={playing}
            isLocked={isLocked}
            speed={speed}
            turn={props.turn && isSameOrder(shape, props.shape) ? props.turn : undefined}
            valueText={`${placeWords(shape, frame.position, labels)}. ${spoken}`}
            labels={labels}
            onSeek={go}
            onPlay={play}
            onSpeed={setSpeed}
          />
        </div>
      </div>
    </section>
  )
}

function countTasks(view: MachineView): number {
  return view.tasks.filter((t) => t.state !== 'gone').length
}

/** Tasks that have room above the tabs; of more the list scrolls. */
const PEEKED = 4

/** One line a task, so that no tab hides who is where. Shown where the parts are tabs. */
function Peek({ frame, labels }: { frame: Frame; labels: Labels }) {
  const tasks = frame.shown.tasks.filter((t) => t.state !== 'gone')
  return (
    <ul className="sim-peek" aria-label={labels.tasks} tabIndex={tasks.length > PEEKED ? 0 : undefined}>
      {tasks.map((task) => (
        <li key={task.index}>
          <TaskChip index={task.index} look={lookOf(task)} size={18} label={taskLetter(task.index)} />
          <span>
            {task.name} {task.line > 0 && fill(labels.line, { n: task.line })}
          </span>
          <Temporaries frame={frame} task={task.index} labels={labels} isShort />
          <StateWords task={task} view={frame.shown} labels={labels} />
        </li>
      ))}
    </ul>
  )
}

/** Characters of the output that are drawn: the last ones. The lab shows all of it, by pages. */
const MOST_PRINTED = 4000

function Output({ view, labels }: { view: MachineView; labels: Labels }) {
  const text = view.output
    .map((o) => o.text)
    .join('')
    .slice(-MOST_PRINTED)
  return (
    <div className="sim-output">
      <b>{labels.output}</b>
      {text === '' ? <span>{view.ended ? labels.printedNothing : labels.noOutput}</span> : <pre>{text}</pre>}
    </div>
  )
}

/** The view one step before, to mark what changed. Only known when the reader moves one step at a time. */
function useBefore(frame: Frame): MachineView | null {
  const last = useRef<Frame | null>(null)
  const kept = useRef<{ frame: Frame; before: MachineView | null } | null>(null)
  if (kept.current?.frame !== frame) {
    const one = last.current && last.current.position + 1 === frame.position ? last.current.view : null
    kept.current = { frame, before: one }
    last.current = frame
  }
  return kept.current?.before ?? null
}

function keyAction(
  event: KeyboardEvent,
  at: {
    frame: Frame
    asked: number
    shape: RunShape
    playing: boolean
    isHeld: boolean
    go: (position: number) => void
    play: (playing: boolean) => void
    pick: (task: number) => void
  },
): (() => void) | null {
  const { frame, shape } = at
  // A field beside the figure has keys of its own.
  if (event.target instanceof Element && event.target.closest('select, input, textarea')) return null
  const onButton = event.target instanceof HTMLButtonElement
  switch (event.key) {
    case 'Home':
      return () => at.go(0)
    case 'End':
      return () => at.go(shape.length)
    case 'ArrowLeft':
      return () => at.go(at.asked - 1)
    case 'ArrowRight':
      return () => at.go(at.asked + 1)
    case 'n':
      return () => at.go(nextMoment(shape, at.asked))
    case 'p':
      return () => at.go(lastMoment(shape, at.asked))
    case ' ':
      return onButton ? null : () => at.play(!at.playing)
  }
  const task = Number(event.key) - 1
  return !at.isHeld && event.key.length === 1 && frame.choices.includes(task) ? () => at.pick(task) : null
}

function sentences(frame: Frame, shape: RunShape, labels: Labels) {
  const ended = shape.end
  if (frame.position === 0) return [[fill(labels.start, { task: frame.view.tasks[0]?.name ?? 'main' })]]
  if (frame.position < shape.length) return frame.narration
  const cut = shape.isEndless ? labels.endless : labels.cut
  if (!ended) {
    const n = shape.isEndless ? shape.length : (shape.cut?.steps ?? shape.length)
    return [...frame.narration, [fill(cut, { n: n.toLocaleString('en') })]]
  }
  const how =
    ended.reason === 'deadlock'
      ? labels.deadlock
      : ended.reason === 'signalled'
        ? labels.signalled
        : labels.ended
  return saysEnd(frame) ? frame.narration : [...frame.narration, [fill(how, { status: ended.status })]]
}

/** Whether the last step itself told how the run ended. */
function saysEnd(frame: Frame): boolean {
  const status = frame.view.ended?.status
  return frame.steps
    .flatMap((step) => step.events)
    .some((event) => event.kind === 'exit' && event.wholeProcess && event.status === status)
}
