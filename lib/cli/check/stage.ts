import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { slowest } from '@/lib/cli/check/took'
import { type Count, ENDING, type RunTool, toolRunner } from '@/lib/cli/check/tool'
import type { Say } from '@/lib/cli/host/environment'

/** What a stage is given. */
export interface StageCall {
  /** Arguments for the stage's own tool. */
  readonly filters: readonly string[]
  readonly say: Say
  readonly run: RunTool
}

/** A part of a check. */
export interface Stage {
  /** Rejects with an Error when it could not even begin; that counts as one failure. */
  readonly work: (call: StageCall) => Promise<Count>
  /** Stages that are over before it begins, however they went: it uses what they made, or would disturb them. */
  readonly after: readonly string[]
  /** Minutes after which it is ended and counts as failed: several times what it takes on two busy cores. */
  readonly minutes: number
}

export type Stages = Readonly<Record<string, Stage>>

/** The stages that are asked for, each with its filters. */
export type Plan = ReadonlyMap<string, readonly string[]>

/** What became of a plan. */
export interface Result extends Count {
  readonly failing: readonly string[]
  /** Whether a stage was ended for its time, so that something of it may still hold this process. */
  readonly isStuck: boolean
}

const LOGS = '.cache/test'

/**
 * Runs stages, several at once where the table lets them. One alone talks to the terminal; of several each talks into a
 * file, which is shown when the stage fails.
 */
export async function runStages(stages: Stages, plan: Plan, say: Say): Promise<Result> {
  // Told to end, the tools are ended, and no further stage begins.
  let isTold = false
  for (const signal of ENDING) process.on(signal, () => (isTold = true))
  const runs = new Map<string, Promise<Ended>>()
  const results = [...plan].map(async ([name, filters]) => {
    const ended = Promise.all((stages[name]?.after ?? []).map((other) => runs.get(other))).then(() =>
      isTold
        ? { name, passed: 0, failed: 1, isStuck: false }
        : runStage(stages, name, filters, plan.size === 1, say),
    )
    runs.set(name, ended)
    return ended
  })
  const all = await Promise.all(results)
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    failing: all.flatMap(({ name, failed }) => (failed > 0 ? [name] : [])),
    isStuck: all.some(({ isStuck }) => isStuck),
  }
}

interface Ended extends Count {
  readonly name: string
  readonly isStuck: boolean
}

async function runStage(
  stages: Stages,
  name: string,
  filters: readonly string[],
  isAlone: boolean,
  say: Say,
): Promise<Ended> {
  const { work, minutes } = stages[name]!
  say(`${name} …`)
  const started = performance.now()
  const deadline = started + minutes * 60_000
  const log = isAlone ? null : openLog(name)
  const call: StageCall = {
    filters,
    say: log ? (line) => writeSync(log.fd, `${line}\n`) : say,
    run: toolRunner(log?.fd ?? 'inherit', deadline),
  }
  const late = afterwards(deadline)
  const done: Promise<Count> = work(call).catch((error: Error) => {
    call.say(error.message)
    return { passed: 0, failed: 1 }
  })
  const count = await Promise.race([done, late.over])
  late.cancel()
  const { passed, failed } = count ?? { passed: 0, failed: 1 }
  if (log && failed > 0) process.stdout.write(`${readFileSync(log.file, 'utf8')}\n`)
  // What is stuck may still have something to say.
  if (log && count) closeSync(log.fd)
  if (performance.now() > deadline) say(`${name} was not over after ${minutes} minutes`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(`${name}: ${passed} passed, ${failed} failed, ${seconds} s`)
  const slow = slowest(count?.took ?? [])
  if (slow) say(`  of it ${slow}`)
  return { name, passed, failed, isStuck: !count }
}

/** A tool that is told to end at the deadline has this long to do so before the stage is given up, ms. */
const GIVE_UP_MS = 30_000

function afterwards(deadline: number): { over: Promise<null>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<null>((settle) => {
    timer = setTimeout(() => settle(null), deadline - performance.now() + GIVE_UP_MS)
  })
  return { over, cancel: () => clearTimeout(timer) }
}

function openLog(name: string): { fd: number; file: string } {
  mkdirSync(LOGS, { recursive: true })
  const file = `${LOGS}/${name}.log`
  return { fd: openSync(file, 'w'), file }
}
