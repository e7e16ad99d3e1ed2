import 'server-only'
import { catalog } from '@/lib/content/catalog'
import { itemsOf, loadItem } from '@/lib/content/quiz'
import {
  type Config,
  compile,
  decodeSchedule,
  engineVersion,
  type PartialConfig,
  type Program,
  replay,
} from '@/lib/engine'
import type { Replay } from '@/lib/quiz/grade'
import type { World } from './answered'

/** Items from content, replays from the engine. */
export const world: World = {
  loadItem: (id) => loadItem(id),
  replay: replayWithin,
  engineVersion: String(engineVersion),
}

/** What a replay may use besides its steps: learners' schedules run on the request's thread. */
const LIMITS: Partial<Config['limits']> = { memory: 32 << 20, output: 1 << 20, tasks: 64 }

function replayWithin({ source, config, schedule, maxSteps }: Parameters<Replay>[0]): ReturnType<Replay> {
  if (!decodeSchedule(schedule)) return { state: 'refused' }
  const limits = { ...LIMITS, steps: maxSteps }
  const result = replay(compiled(source), { ...(config as PartialConfig), limits }, schedule)
  if (!result.fits) return { state: 'refused' }
  const { reason, stdout, status } = result
  if (reason === 'steps' || reason === 'memory' || reason === 'output') return { state: 'unfinished' }
  return { state: 'finished', stdout, status, deadlock: reason === 'deadlock' }
}

let warming: Promise<void> | undefined

/** Does once what the first answer to a schedule would otherwise wait for, on the thread that serves everybody: the
 *  engine compiles its C library (about half a second), items are read, their programs compiled and run. */
export function warmWorld(): Promise<void> {
  warming ??= warm()
  return warming
}

async function warm(): Promise<void> {
  for (const { slug } of catalog().lessons)
    for (const item of itemsOf(slug)) {
      if (item.kind !== 'schedule') continue
      const { program, key } = item
      const { source, config } = program
      replayWithin({ source, config, schedule: key.witness, maxSteps: key.maxSteps })
      // Whoever asks for a page in the meantime gets it in between.
      await new Promise((resolve) => setImmediate(resolve))
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
