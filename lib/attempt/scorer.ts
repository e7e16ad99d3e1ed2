import 'server-only'
import { catalog } from '@/lib/content/catalog'
import { itemsOf, loadItem } from '@/lib/content/quiz'
import {
  boot,
  type Config,
  compile,
  createMemory,
  decodeSchedule,
  engineVersion,
  type PartialConfig,
  type Program,
  resultOf,
  runFor,
} from '@/lib/engine'
import { loadOwnItem } from '@/lib/own-item/store'
import type { Replayed, ReplayRequest } from '@/lib/quiz/grade'
import type { Scorer } from './answered'
import { exploreInPool, startExplorer } from './explorer'
import { giveUpResponse, settleResponse } from './settle'

/** Items from content and from classes, replays from the engine. */
export const scorer: Scorer = {
  loadItem: async (id) => loadItem(id) ?? (await loadOwnItem(id)),
  replay: replayKnown,
  explore: exploreInPool,
  engineVersion: String(engineVersion),
}

/** What a replay may use besides its steps. What it prints is stored, and no item asks for more than a screen of it. */
const LIMITS = { memory: 32 << 20, output: 16 << 10, tasks: 64 } satisfies Partial<Config['limits']>

/** One for all replays, which take turns: making one takes longer than most of them. */
const memory = createMemory({ bytes: LIMITS.memory })

/** Steps that a replay goes before whoever else waits for this thread gets it: about 10 ms. */
const SLICE = 50_000

/** Replays come one after another: in one memory, and however many there are, they hold the thread as one does. */
let queue: Promise<unknown> = Promise.resolve()

async function replayInTurn(request: ReplayRequest): Promise<Replayed> {
  const mine = queue.then(() => replayWithin(request))
  queue = mine.catch(() => {})
  return mine
}

/** Lets whoever else waits for this thread have it. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function replayWithin({ source, config, schedule, maxSteps }: ReplayRequest): Promise<Replayed> {
  if (!decodeSchedule(schedule)) return { state: 'refused' }
  const limits = { ...LIMITS, steps: maxSteps }
  const machine = boot(compiled(source), { ...(config as PartialConfig), limits }, schedule, {}, memory)
  while (!runFor(machine, SLICE)) await turn()
  const result = resultOf(machine)
  // What was left over when the program ended is no fault.
  if (machine.state.misfit !== null) return { state: 'refused' }
  const { reason, stdout, status } = result
  if (reason === 'steps' || reason === 'memory' || reason === 'output') return { state: 'unfinished' }
  return { state: 'finished', stdout, status, deadlock: reason === 'deadlock' }
}

/** What replays showed, the latest last. Answers from before it was stored with them are looked at again and again. */
const shown = new Map<string, Replayed>()
const KEPT = 1_000

async function replayKnown(request: ReplayRequest): Promise<Replayed> {
  const { source, config, schedule, maxSteps } = request
  const key = JSON.stringify([source, config, schedule, maxSteps])
  const known = shown.get(key) ?? (await replayInTurn(request))
  shown.delete(key)
  shown.set(key, known)
  for (const oldest of shown.keys()) {
    if (shown.size <= KEPT) break
    shown.delete(oldest)
  }
  return known
}

/** Has this process explore what is in line, from now on. */
export function workExplorations(): Promise<void> {
  return startExplorer(
    (id) => settleResponse(id, scorer),
    (id) => giveUpResponse(id, scorer),
  )
}

let warming: Promise<void> | undefined

/** Does once what the first answer to a schedule would otherwise wait for, on the thread that serves everybody: the
 *  engine compiles its C library (about half a second), items are read, their programs compiled and run. */
export function warmScorer(): Promise<void> {
  warming ??= warm()
  return warming
}

async function warm(): Promise<void> {
  for (const { slug } of catalog().lessons)
    for (const item of itemsOf(slug)) {
      if (item.kind !== 'schedule') continue
      const { program, key } = item
      const { source, config } = program
      await replayInTurn({ source, config, schedule: key.witness, maxSteps: key.maxSteps })
      // Whoever asks for a page in the meantime gets it in between.
      await turn()
    }
}

/** The programs of items are few and small, and each answer to one replays the same. */
const programs = new Map<string, Program>()

/** @throws when the program does not compile, which the checks of content exclude */
function compiled(source: string): Program {
  const known = programs.get(source)
  if (known) return known
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(`an item's program does not compile: ${diagnostics[0]?.code}`)
  programs.set(source, program)
  return program
}
