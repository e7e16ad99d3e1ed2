'use client'

import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { BreakpointContext } from '@/app/_widgets/breakpoint'
import type { CompareWords } from '@/app/_widgets/compare-word'
import { inputOf } from '@/app/_widgets/lab-run'
import type { Labels } from '@/app/_widgets/label'
import type { OrderLabels } from '@/app/_widgets/order-word'
import { packProgram } from '@/app/_widgets/run-link'
import type { Reader } from '@/app/_widgets/simulator'
import { useOpened } from '@/app/_widgets/use-opened'
import type { Told } from '@/app/_widgets/wire'
import { engineVersion } from '@/lib/engine/version'
import { FIRST_FILE, filesProblem, type LabProgram, MOST_TEXT, type RunSettings } from '@/lib/lab/program'
import type { SavedVersion } from '@/lib/lab/saved'
import { isSameOrder } from '@/lib/player/same-order'
import type { RunInput } from '@/lib/player/session'
import { CompareOutcomes } from './compare'
import type { WatchList } from './debugger'
import { type ExampleGroup, Examples } from './examples'
import { FilesEditor, type FilesHandle } from './files'
import { Further, RACES, STATES } from './further'
import { Notice } from './notice'
import { Outcomes, type Play } from './outcomes'
import { Races } from './races'
import { Saved, type SavedHandle } from './saved'
import { type LabLabels, Settings } from './settings'
import { States } from './states'
import type { TypedAt } from './terminal'
import { typeLine } from './type-line'
import { useBreakpoints } from './use-breakpoints'
import { type Explored, useExploration } from './use-exploration'
import { FIRST, keep, useStart } from './use-start'
import { Verdict } from './verdict'

/** What shows a run is fetched with the first one, beside the engine. */
const loadRun = () => Promise.all([import('@/app/_widgets/simulator'), import('./debugger')])
const Simulator = lazy(async () => ({ default: (await loadRun())[0].Simulator }))
const Debugger = lazy(async () => ({ default: (await loadRun())[1].Debugger }))
const RunEnd = lazy(async () => ({ default: (await import('./run-end')).RunEnd }))
const TurnNote = lazy(async () => ({ default: (await import('@/app/_widgets/turn-note')).TurnNote }))
const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog')).ShareDialog }))

/** Write, run, look, change, share. The text is the editor's; what was run is a value of its own, so that a figure never
 *  shows a program that is being typed. */
export function Lab(props: {
  locale: 'ko' | 'en'
  examples: readonly ExampleGroup[]
  labels: LabLabels
  words: Labels
  orderWords: OrderLabels
  compareWords: CompareWords
}) {
  const { locale, examples, labels, words, orderWords, compareWords } = props
  const editor = useRef<FilesHandle>(null)
  const [settings, setSettings] = useState<RunSettings>(FIRST)
  const [ran, setRan] = useState<{
    readonly input: RunInput
    readonly after: number | undefined
    /** The step that decides how it ends; `after`: the one that it is opened at. */
    readonly turn?: number | 'after' | undefined
    /** Where a line was typed into the run before. */
    readonly step?: number
  } | null>(null)
  const [isChanged, setChanged] = useState(false)
  const [notice, setNotice] = useState('')
  const wasTyped = ran?.step !== undefined
  const opened = useOpened(ran?.input ?? null, ran?.step, ran?.after, wasTyped)
  const { explored, progress, explore, forget: forgetExplored } = useExploration()
  const saved = useRef<SavedHandle>(null)
  /** An order was asked to be played, and is not seen yet. */
  const asksToSee = useRef(false)
  const breakpoints = useBreakpoints(labels)
  const first = examples[0]?.programs[0]?.text ?? ''

  const current = useCallback(
    (): LabProgram => ({ ...settings, files: editor.current?.files() ?? [] }),
    [settings],
  )
  const run = useCallback(() => {
    const program = current()
    if (filesProblem(program.files) === 'long') return setNotice(fill(labels.tooLong, { n: MOST_TEXT }))
    setNotice('')
    setChanged(false)
    // What was found of another text says nothing of this run.
    if (!isOf(explored, program)) forgetExplored()
    // Where it does not come the picture asks again.
    loadRun().catch(() => {})
    keep(program)
    setRan({ input: inputOf(program, locale), after: program.after })
  }, [current, labels, locale, explored, forgetExplored])

  useStart(
    useCallback(
      (program: LabProgram | null, said: 'badLink' | 'otherEngine' | null) => {
        if (program) {
          const { files, ...rest } = program
          editor.current?.open(files)
          setSettings(rest)
        }
        setNotice(said ? labels[said] : '')
      },
      [labels],
    ),
  )

  const share = async () => {
    try {
      const address = new URL(location.href)
      address.hash = await packProgram(current())
      history.replaceState(null, '', address)
      await navigator.clipboard.writeText(address.href)
      setNotice(labels.copied)
    } catch {
      setNotice(labels.copyFailed)
    }
  }
  // A schedule is of one program: what was written since is run afresh.
  const forget = () =>
    setSettings(({ after, ...known }) => (known.schedule ? { ...known, schedule: '' } : known))
  const choose = (text: string) => {
    editor.current?.open([{ name: FIRST_FILE, text }])
    saved.current?.leave()
    forget()
    begin()
    setNotice('')
  }
  /** Nothing of the program before stays: its run, its outcomes, its breakpoints. */
  const begin = () => {
    setRan(null)
    forgetExplored()
    breakpoints.clear()
  }
  const look = () => {
    const program = current()
    keep(program)
    // What ran before is of another text than what is found.
    if (isChanged) setRan(null)
    setChanged(false)
    explore(inputOf({ ...program, schedule: '' }, locale))
  }
  const playOutcome: Play = (config, schedule, after, turn) => {
    const { after: _, ...known } = settings
    const played = {
      ...known,
      config: { ...known.config, ...config },
      grain: 'operation' as const,
      schedule,
    }
    setSettings(after === undefined ? played : { ...played, after })
    setChanged(false)
    asksToSee.current = true
    setRan({ input: inputOf({ ...current(), ...played }, locale), after, turn })
  }
  /** The run with a line more: it is opened where the line was asked for. */
  const type = (text: string, { step, schedule }: TypedAt) => {
    // The run with the line before is on its way: what is seen asks for that line still.
    if (!ran || opened?.input !== ran.input) return
    const typed = typeLine(ran.input, settings, { text, schedule, isChanged })
    if (!typed) return setNotice(fill(labels.tooLong, { n: MOST_TEXT }))
    setSettings(typed.settings)
    setRan({ input: typed.input, after: undefined, step })
  }
  const watch = useRef<HTMLDivElement>(null)
  // Whoever plays an order is taken to the head of its run.
  const number = opened?.number
  useEffect(() => {
    if (number === undefined || !asksToSee.current) return
    asksToSee.current = false
    watch.current?.focus({ preventScroll: true })
    watch.current?.scrollIntoView({ block: 'start' })
  }, [number])
  // On a phone the run stands below the text: whoever asked for it is taken to it.
  const showRun = useCallback(() => {
    if (!window.matchMedia('(max-width: 63.99rem)').matches) return
    watch.current?.scrollIntoView({ block: 'start' })
  }, [])
  const held = useRef<Reader | null>(null)
  const [shared, setShared] = useState<LabProgram | null>(null)
  const running = useMemo(
    () => ({
      reader: () => held.current,
      figure: () => watch.current?.querySelector<HTMLElement>('#sim-lab') ?? null,
    }),
    [],
  )
  const [followed, setFollowed] = useState(0)
  const [watched, setWatched] = useState<WatchList>({
    isOpen: false,
    expressions: [],
    asksWhy: false,
    showsFiles: false,
    showsOutput: false,
  })
  const openSaved = ({ program, engineVersion: made }: SavedVersion) => {
    const { files, ...rest } = program
    editor.current?.open(files)
    setSettings(rest)
    begin()
    setNotice(made === engineVersion ? '' : labels.otherEngine)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    saved.current?.save()
  }
  const turn = opened && 'frame' in opened && ran?.turn === 'after' ? opened.frame.position : ran?.turn
  const told =
    opened?.told ?? (explored && explored !== 'busy' && 'told' in explored ? explored.told : NOTHING)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut of everything in the lab; each button of it stays
    <div className="lab-body" onKeyDown={onKeyDown}>
      <div className="lab-bar">
        <Examples groups={examples} labels={labels} onChoose={choose} />
        <Saved ref={saved} locale={locale} labels={labels} program={current} onOpen={openSaved} />
        <Settings value={settings} labels={labels} onChange={setSettings} />
        <span className="lab-end">
          <button type="button" className="button" onClick={share}>
            <Icon name="copy" /> {labels.copyLink}
          </button>
          <button type="button" className="button" onClick={() => setShared(current())}>
            {labels.share}
          </button>
          <button type="button" className="button" onClick={look} disabled={explored === 'busy'}>
            {labels.explore}
          </button>
          <button type="button" className="button button-primary" onClick={run}>
            <Icon name="play" /> {labels.run} <kbd>Ctrl Enter</kbd>
          </button>
        </span>
      </div>
      {shared && (
        <Suspense fallback={null}>
          <ShareDialog
            locale={locale}
            program={shared}
            run={opened && 'shape' in opened ? { running, input: opened.input } : null}
            onClose={() => setShared(null)}
          />
        </Suspense>
      )}
      <div className="lab-columns">
        <div className="lab-write">
          <FilesEditor
            ref={editor}
            first={first}
            told={told}
            labels={labels}
            onChange={() => {
              setChanged(true)
              forget()
            }}
            onMoved={breakpoints.clear}
            onRun={run}
            onMended={run}
          />
          <Outcomes
            explored={explored}
            progress={progress}
            isOld={isChanged}
            labels={labels}
            words={orderWords}
            onPlay={playOutcome}
            onGiveUp={forgetExplored}
            more={<Further explored={explored} words={orderWords} />}
          />
          <Verdict
            opened={opened}
            isRunning={ran !== null && opened === null}
            isChanged={isChanged}
            labels={labels}
            onGo={({ file, line, column }) => editor.current?.reveal(file, line, column)}
            onMend={(told) => editor.current?.mend(told)}
          />
        </div>
        <div className="lab-watch" ref={watch} tabIndex={-1} data-stale={ran && isChanged ? true : undefined}>
          <Notice
            said={notice}
            isStale={ran !== null && isChanged}
            lost={opened && 'shape' in opened ? opened.shape.lostOrder : undefined}
            labels={labels}
            onFree={() => {
              forget()
              setNotice('')
              setRan({ input: inputOf({ ...current(), schedule: '' }, locale), after: undefined })
            }}
          />
          {opened && 'shape' in opened ? (
            <Suspense fallback={<p className="lab-empty">{labels.running}</p>}>
              <BreakpointContext value={breakpoints}>
                <Simulator
                  key={opened.number}
                  id="lab"
                  title={labels.title}
                  input={opened.input}
                  shape={opened.shape}
                  frame={opened.frame}
                  labels={words}
                  inLab
                  turn={typeof turn === 'number' ? turn : undefined}
                  tools={(reader) => (
                    <Suspense fallback={null}>
                      {!wasTyped && <Shown onShown={showRun} />}
                      {typeof turn === 'number' && isSameOrder(reader.shape, opened.shape) && (
                        <TurnNote turn={turn} reader={reader} labels={words} />
                      )}
                      <RunEnd
                        shape={reader.shape}
                        position={reader.position}
                        files={opened.input.files.map(({ name }) => name)}
                        labels={labels}
                        locale={locale}
                        onGo={reader.go}
                      />
                      <Debugger
                        locale={locale}
                        reader={reader}
                        breaks={breakpoints.lines}
                        followed={followed}
                        labels={labels}
                        held={held}
                        onFollow={setFollowed}
                        watched={watched}
                        onWatch={setWatched}
                        onType={type}
                        wasTyped={wasTyped}
                      />
                    </Suspense>
                  )}
                />
              </BreakpointContext>
            </Suspense>
          ) : (
            <p className="lab-empty">
              {ran === null ? labels.ready : opened ? labels.nothingRan : labels.running}
            </p>
          )}
        </div>
      </div>
      {explored && explored !== 'busy' && 'found' in explored && (
        <>
          <CompareOutcomes explored={explored} words={compareWords} labels={words} />
          <div className="lab-below" id={RACES} tabIndex={-1}>
            <Races explored={explored} words={orderWords} onPlay={playOutcome} />
          </div>
          <div className="lab-below" id={STATES} tabIndex={-1}>
            <States explored={explored} words={orderWords} onPlay={playOutcome} />
          </div>
        </>
      )}
    </div>
  )
}

const NOTHING: readonly Told[] = []

/** Says once that what it stands in is on the page. */
function Shown({ onShown }: { onShown: () => void }) {
  useEffect(() => onShown(), [onShown])
  return null
}

/** Whether what was found is of this text, or nothing was. */
function isOf(explored: Explored, { files }: LabProgram): boolean {
  if (!explored || explored === 'busy' || 'problem' in explored) return true
  const seen = explored.input.files
  return seen.length === files.length && files.every((one, i) => one.text === seen[i]?.text)
}
