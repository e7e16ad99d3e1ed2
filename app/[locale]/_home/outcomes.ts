import 'server-only'
import { catalog } from '@/lib/content/catalog'
import { loadLesson } from '@/lib/content/lesson'
import { engineReplayer } from '@/lib/content/replay'
import type { Locale } from '@/lib/i18n/locale'
import type { RunInput } from '@/lib/player/session'
import { countOrders } from '@/lib/player/state-fate'

/** Seeds tried for each length of a time slice. */
const SEEDS = 60
const QUANTA = [1, 2, 3]
const PARTS = ['code', 'update', 'timeline'] as const

/** A run of the front page's program: what it printed, and the triple that shows it. */
export type Outcome = { readonly stdout: string; readonly input: RunInput }

export type FrontOutcomes = {
  /** The unluckier comes first: it is what the page is about. */
  readonly outcomes: readonly Outcome[]
  /** In how many orders the program can run. */
  readonly orders: bigint
}

/** All that one program can print, each with a run that prints it.
 *  @throws Error when some order prints what no such run does */
export async function frontOutcomes(locale: Locale): Promise<FrontOutcomes> {
  const { front } = catalog()
  const lesson = await loadLesson(front.lesson, locale)
  const sim = lesson.sims.find((one) => one.id === front.sim)
  if (!sim) throw new Error(`the lesson ${front.lesson} has no simulator ${front.sim} for the front page`)
  const { file, source } = sim
  const replayer = engineReplayer()
  const found = new Map<string, Outcome>()
  for (const quantum of QUANTA) {
    for (let seed = 1; seed <= SEEDS && found.size < 2; seed++) {
      const config = { ...sim.config, cores: 2, quantum, seed }
      const run = replayer.facts({ file, source, config, schedule: null })
      const files = [{ name: file, text: source }]
      const input = {
        files,
        config,
        schedule: run.schedule,
        grain: 'operation' as const,
        locale,
        parts: PARTS,
      }
      if (run.finished && !found.has(run.stdout)) found.set(run.stdout, { stdout: run.stdout, input })
    }
  }
  const map = replayer.map({ file, source, config: sim.config, schedule: null })
  const orders = map && countOrders(map)
  const missed = map?.ends.filter(({ stdout }) => !found.has(stdout))
  if (orders == null || missed?.length !== 0)
    throw new Error(`the runs that are tried for the front page do not show all that ${file} can print`)
  return { outcomes: [...found.values()].sort((a, b) => (a.stdout < b.stdout ? -1 : 1)), orders }
}
