/**
 * Schedules as strings: `1.<policy>.<quantum>.<seed>.<runs>`.
 *
 * A run is a task's letters (`taskLetter`; `(26)` is an older way to write `AA`) and its visible operations; it ends right
 * after the last of them. Marks say that it went on for a while without any other task being able to tell: `A3*` until
 * it slept (or ended without a call of its own), `A3'2` through two quiet stretches of local work; and `A3-` that it was
 * then taken off its core, which matters where there are several. They make a replay exact to the instruction; without
 * them it shows the same behaviour.
 */
import { taskLetter, taskOfLetter } from '../../task-letter'
import { POLICIES, type PolicyName } from '../state/config'
import { edit } from '../state/edit'
import type { Machine } from '../state/machine'
import type { OpenRun, RunNode, ScriptRun } from '../state/run-state'

export type Schedule = {
  readonly policy: PolicyName
  readonly quantum: number
  readonly seed: number
  readonly runs: readonly ScriptRun[]
}

const RUN = /(?:([A-Z]{1,4})|\((\d{1,15})\))(\d{1,15})(\*|'(\d{0,9}))?(-)?/y

/** Reads a schedule. Null: it is not one (of this version). */
export function decodeSchedule(text: string): Schedule | null {
  const match = /^1\.([a-z]+)\.(\d{1,7})\.(\d{1,10})\.(.*)$/.exec(text)
  if (!match) return null
  const [, policy = '', quantum = '', seed = '', body = ''] = match
  if (!POLICIES.includes(policy as PolicyName) || Number(quantum) < 1 || Number(seed) > 0xffff_ffff)
    return null
  const runs: ScriptRun[] = []
  RUN.lastIndex = 0
  while (RUN.lastIndex < body.length) {
    const run = RUN.exec(body)
    if (!run) return null
    const task = run[1] ? taskOfLetter(run[1]) : Number(run[2])
    const suffix = run[4] === '*' ? '*' : run[4] ? Number(run[5] || 1) : ''
    runs.push({ task, visibles: Number(run[3]), suffix, leaves: run[6] === '-' })
  }
  return { policy: policy as PolicyName, quantum: Number(quantum), seed: Number(seed), runs }
}

/** The schedule of what has run so far. */
export function encodeSchedule(machine: Machine): string {
  const { policy, quantum, seed } = machine.config
  const parts: string[] = []
  const { run, runs } = machine.state
  if (run) parts.push(writeRun(run.task, run.visibles, suffixOf(machine, run)))
  for (let node: RunNode | null = runs; node; node = node.before)
    parts.push(writeRun(node.task, node.visibles, node.suffix))
  return `1.${policy}.${quantum}.${seed}.${parts.reverse().join('')}`
}

function writeRun(task: number, visibles: number, suffix: string): string {
  return `${taskLetter(task)}${visibles}${suffix}`
}

function suffixOf(machine: Machine, run: OpenRun): string {
  return (run.slept ? '*' : '') + leaving(machine, run)
}

function leaving(machine: Machine, run: OpenRun): string {
  return run.left && machine.config.cores > 1 ? '-' : ''
}

/** Begins a run of a task, or goes on with the last one if it is its own and still on the same core. */
export function openRun(machine: Machine, task: number, core: number): OpenRun {
  const { state } = machine
  if (state.run?.task === task && state.run.core === core) {
    const draft = edit(machine, state.run)
    draft.slept = false
    draft.left = false
    return state.run
  }
  if (state.run) closeRun(machine, state.run.slept ? '*' : '')
  const run: OpenRun = {
    task,
    visibles: 0,
    steps: 0,
    quiet: 0,
    stretchVisibles: 0,
    slept: false,
    core,
    left: false,
  }
  edit(machine, state).run = run
  return run
}

/** Ends the run that is open, with what it did after its last counted operation. */
export function closeRun(machine: Machine, suffix: string): void {
  const { state } = machine
  if (!state.run) return
  const { task, visibles } = state.run
  const marks = suffix + leaving(machine, state.run)
  const draft = edit(machine, state)
  draft.runs = { before: state.runs, task, visibles, suffix: marks }
  draft.run = null
}
