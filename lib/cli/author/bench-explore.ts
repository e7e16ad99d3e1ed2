import { boot, compile, explore, type Program } from '@/lib/engine'
import { hasSpin, verifyWithSpin } from './bench-spin'
import { EXPLORE_CASES, type ExploreCase } from './explore-case'

const BOUNDS = { states: 200_000, work: 2_000_000_000 }
/** The first ones also compile what the host has not met yet, as gcc does before SPIN's verifier runs. */
const RUNS = 6

/** What it costs to look at every order of each case: the least wall time of several runs, as of SPIN's where it is installed. */
export function* exploreFigures(): Generator<string> {
  yield 'explore     every order of a program, in all and a second (wall time, the least of several runs)'
  const isCompared = hasSpin()
  if (!isCompared) yield '            SPIN and gcc are not both here: nothing is compared with them'
  for (const one of EXPLORE_CASES) yield figureOf(one, isCompared)
}

function figureOf({ name, source, model }: ExploreCase, isCompared: boolean): string {
  const { program } = compile(source)
  if (!program) throw new Error(`${name} does not compile`)
  const runs = Array.from({ length: RUNS }, () => measure(program))
  const best = runs.reduce((least, run) => (run.seconds < least.seconds ? run : least))
  const { seconds, states, executions, outcomes, cut } = best
  const rate = (count: number) => Math.round(count / seconds).toLocaleString('en')
  const parts = [
    `            ${name.padEnd(20)}${(1000 * seconds).toFixed(0).padStart(6)} ms`,
    `${states.toLocaleString('en')} states (${rate(states)}/s)`,
    executions === null
      ? 'executions without end'
      : `${executions.toLocaleString('en')} executions (${rate(executions)}/s)`,
    `${outcomes} outcomes`,
  ]
  if (cut !== null) parts.push(`cut by ${cut}`)
  if (isCompared && model !== undefined) parts.push(besideSpin(model, seconds))
  return parts.join('  ')
}

function besideSpin(model: string, seconds: number): string {
  const spin = verifyWithSpin(model)
  const ratio = (seconds / spin.seconds).toFixed(1)
  return `SPIN ${(1000 * spin.seconds).toFixed(1)} ms, ${spin.states.toLocaleString('en')} states, ratio ${ratio}`
}

function measure(program: Program) {
  const start = performance.now()
  const run = explore((asked, memory) => boot(program, asked, undefined, {}, memory), BOUNDS)
  while (!run.advance(10_000));
  const { states, executions, outcomes, deadlocks, cut } = run.result()
  const seconds = (performance.now() - start) / 1000
  return { seconds, states, executions, cut, outcomes: outcomes.length + deadlocks.length }
}
