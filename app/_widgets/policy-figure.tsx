'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { PolicyName } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { MEASURES, type PolicyRun } from '@/lib/player/policy'
import type { RunInput } from '@/lib/player/session'
import { fill } from '../_ui/fill'
import { type EngineSession, openEngine } from './engine-client'
import type { Labels } from './label'
import { longestMeasure, scaleOf } from './policy-layout'
import { PolicyCores, PolicyLanes } from './policy-picture'
import { PolicyBars, PolicyMeans, PolicyText } from './policy-table'
import { PolicyWaits } from './policy-waits'
import { type PolicyWords, policySentences } from './policy-word'
import { Segments } from './segments'
import { useWidth } from './use-width'

const FIRST_WIDTH = { whole: 1100, lanes: 520 }
/** Room for a mark of the axis: CSS pixels. */
const MARK = 90
const CORES = [1, 2, 4]
const QUANTA = [1, 2, 4, 8, 20]

/** One workload under several policies on one axis of time, with what each is measured by; policy, quantum and cores can be
 *  changed. The runs are over: a picture is a whole run. */
export function PolicyFigure(props: {
  title: string
  input: RunInput
  first: readonly PolicyRun[]
  words: PolicyWords
  labels: Labels
}) {
  const { title, input, words, labels } = props
  const { cores: givenCores = 1, quantum: givenQuantum = 20, policy } = input.config
  const [chosen, setChosen] = useState<PolicyName>(policy ?? 'rr')
  const [machine, setMachine] = useState({ cores: givenCores, quantum: givenQuantum })
  const [asText, setAsText] = useState(false)
  const { runs, shown, busy, problem, ask } = usePolicyRuns(input, props.first, machine)
  const [whole, width] = useWidth<HTMLDivElement>(FIRST_WIDTH.whole)
  const [lanes, laneWidth] = useWidth<HTMLDivElement>(FIRST_WIDTH.lanes)
  const run = runs.find((one) => one.policy === chosen) ?? runs[0]
  if (!run) return null
  const change = (next: typeof machine) => {
    setMachine(next)
    ask(next)
  }
  const scale = scaleOf(runs, Math.floor(Math.min(width, laneWidth) / MARK))
  const most = longestMeasure(runs)
  const isCut = runs.some(({ times }) => times.cut)
  return (
    <section className="policy-figure" aria-label={title} data-busy={busy}>
      <header className="sim-head">
        <b>{input.files[0]?.name}</b>
        {title !== input.files[0]?.name && <span>{title}</span>}
        <span className="sim-meta" />
        <button type="button" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {asText ? labels.asFigure : labels.asText}
        </button>
      </header>
      <div className="policy-controls">
        <Segments
          legend={words.policy}
          value={chosen}
          options={runs.map((one) => ({ value: one.policy, label: words.names[one.policy] }))}
          onChange={setChosen}
        />
        <Segments
          legend={words.quantum}
          value={machine.quantum}
          options={withGiven(QUANTA, givenQuantum).map((value) => ({ value, label: String(value) }))}
          onChange={(quantum) => change({ ...machine, quantum })}
        />
        <Segments
          legend={words.cores}
          value={machine.cores}
          options={withGiven(CORES, givenCores).map((value) => ({ value, label: String(value) }))}
          onChange={(cores) => change({ ...machine, cores })}
        />
        <p className="policy-tie">{words.tie}</p>
      </div>
      {asText ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
        <section className="sim-text" aria-label={labels.asText} tabIndex={0}>
          <PolicyText runs={runs} chosen={chosen} words={words} />
        </section>
      ) : (
        <>
          <PolicyWaits runs={runs} chosen={chosen} words={words} />
          <div className="policy-top" ref={whole}>
            <p className="policy-note">
              <b>{words.names[run.policy]}</b> {words.rules[run.policy]} · {words.coreNote}
            </p>
            <PolicyCores run={run} cores={shown.cores} scale={scale} width={width} words={words} />
          </div>
          <div className="policy-rows">
            <p className="policy-row policy-heads" aria-hidden="true">
              <b>{words.policy}</b>
              <span className="policy-lane-note">{words.laneNote}</span>
              {MEASURES.map((measure) => (
                <span key={measure} className="policy-head">
                  <b>{words[measure]}</b> {words[`${measure}Note`]}
                </span>
              ))}
              <span className="policy-head">
                <b>{words.switches}</b>
              </span>
            </p>
            {runs.map((one, i) => (
              <section
                key={one.policy}
                className={`policy-row ${one.policy === chosen ? 'chosen' : ''}`}
                aria-label={words.names[one.policy]}
              >
                <p className="policy-name">
                  <b>{words.names[one.policy]}</b> <span>{words.rules[one.policy]}</span>
                </p>
                <div className="policy-lane-box" ref={i === 0 ? lanes : undefined}>
                  <PolicyLanes run={one} scale={scale} width={laneWidth} hasAxis={i === 0} words={words} />
                </div>
                {MEASURES.map((measure) => (
                  <PolicyBars key={measure} run={one} measure={measure} most={most} words={words} />
                ))}
                <p className="policy-switches">
                  <span className="visually-hidden">{words.switches}: </span>
                  {one.switches}
                </p>
              </section>
            ))}
          </div>
          <div className="policy-below">
            <PolicyMeans runs={runs} chosen={chosen} words={words} />
          </div>
        </>
      )}
      <div className="sim-say" aria-live="polite">
        <p>
          {problem
            ? words.problem
            : busy
              ? words.busy
              : isCut
                ? words.cut
                : policySentences(runs, words).join(' ')}
        </p>
        <p className="policy-note">
          {words.timesNote}
          {run.times.tasks.length > 1 && ` ${fill(words.measured, { task: taskLetter(0) })}`}
        </p>
      </div>
    </section>
  )
}

function withGiven(offered: readonly number[], given: number): number[] {
  return [...new Set([...offered, given])].sort((a, b) => a - b)
}

/** The runs on a machine: the first ones from the server, others from the page's engine.
 *  `shown` is the machine that `runs` are of. */
function usePolicyRuns(
  input: RunInput,
  first: readonly PolicyRun[],
  given: { readonly cores: number; readonly quantum: number },
) {
  const [state, setState] = useState({ runs: first, shown: given, busy: false, problem: false })
  const engine = useRef<EngineSession | null>(null)
  const newest = useRef({ id: 0, machine: given })
  useEffect(() => () => engine.current?.close(), [])
  const policies = first.map(({ policy }) => policy).join(' ')
  const ask = useCallback(
    (machine: typeof given) => {
      engine.current ??= openEngine((reply) => {
        if ('problem' in reply) return setState((known) => ({ ...known, busy: false, problem: true }))
        if (!('policies' in reply) || reply.id !== newest.current.id) return
        setState({ runs: reply.policies, shown: newest.current.machine, busy: false, problem: false })
      })
      setState((known) => ({ ...known, busy: true, problem: false }))
      const config = { ...input.config, ...machine }
      const id = engine.current.ask({
        kind: 'policies',
        input: { ...input, config },
        policies: policies.split(' ') as PolicyName[],
      })
      newest.current = { id, machine }
    },
    [input, policies],
  )
  return { ...state, ask }
}
