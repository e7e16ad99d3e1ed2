import 'server-only'
import { z } from 'zod'
import type { Measure, Replayer, RunRequest } from '@/lib/quiz/build'
import { comparable } from '@/lib/quiz/grade'
import { type Believed, type Item, MACHINE_PARTS, type Remedy, type Scene } from '@/lib/quiz/item'
import { misconceptionName, programName } from '@/lib/quiz/written'
import { hasContent, type LineOf, readYamlLines } from './folder'

const row = z.strictObject({
  program: programName,
  misconception: misconceptionName,
  /** Texts of the program, each of which stands in it once, and what stands there on the machine that was thought of. */
  put: z.record(z.string().min(1), z.string()),
  /** Where both are shown: this line is about to run for the first time. Left out: at the end. */
  at: z.int().min(1).optional(),
  /** Variables and who reaches them, or a figure. */
  show: z.union([z.array(z.string().min(1)).min(1).max(3), z.enum(MACHINE_PARTS)]),
})

/** How somebody who believes something sees one program of a lesson: a row of its `believed.yaml`. */
export type Belief = z.output<typeof row>

/** What an answer says that a run leaves behind. */
export type Said =
  | { readonly of: 'stdout'; readonly text: string }
  | { readonly of: Measure; readonly n: number }

/** The rows of a lesson's `believed.yaml`; none where there is no such file. Throws a `ContentError` with lines. */
export function beliefsOf(root: string, lesson: string): { rows: readonly Belief[]; lineOf: LineOf } {
  const file = `${lesson}/believed.yaml`
  if (!hasContent(root, file)) return { rows: [], lineOf: () => 1 }
  const { value: rows, lineOf } = readYamlLines(root, file, z.array(row), 'item')
  return { rows, lineOf }
}

/** The machine of a belief about one run of its program.
 *  @throws Error where the belief cannot be run, never comes to its line, or ends as the real machine does */
export function believe(belief: Belief, run: RunRequest, replayer: Replayer): Believed {
  const source = asBelieved(belief, run.source)
  const complaint = replayer.complaint(source, run.file)
  if (complaint) throw new Error(`as it is believed, line ${complaint.line}: ${complaint.message}`)
  const thought = { ...run, source, schedule: null }
  if (leaves(thought, replayer) === leaves(run, replayer))
    throw new Error('on the machine that is believed it ends as on the real one')
  const at = { believed: momentOf(belief, thought, replayer), real: momentOf(belief, run, replayer) }
  return { source, at, show: belief.show }
}

function asBelieved({ put, program }: Belief, source: string): string {
  let text = source
  for (const [from, to] of Object.entries(put)) {
    if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand in ${program} once`)
    text = text.replace(from, () => to)
  }
  if (text.split('\n').length !== source.split('\n').length)
    throw new Error('what is put has to leave every line where it is')
  return text
}

function momentOf({ at, program }: Belief, run: RunRequest, replayer: Replayer): number | null {
  if (at === undefined) return null
  const step = replayer.stepAtLine(run, at)
  if (step === null) throw new Error(`a run of ${program} never comes to line ${at}`)
  return step
}

function leaves(run: RunRequest, replayer: Replayer): string {
  const { stdout, status, deadlock, finished, threads } = replayer.facts(run)
  return JSON.stringify([stdout, status, deadlock, finished, threads, replayer.heapCopies(run)])
}

/** Whether the machine that is believed does what the answer says. */
function leadsTo(said: Said, belief: Belief, run: RunRequest, replayer: Replayer): boolean {
  const thought = { ...run, source: asBelieved(belief, run.source), schedule: null }
  if (said.of === 'stdout') return comparable(replayer.facts(thought).stdout) === comparable(said.text)
  const found = said.of === 'copies' ? replayer.heapCopies(thought) : replayer.facts(thought)[said.of]
  return found === said.n
}

/** An item whose scenes hold the machines that were thought of, where the lesson has them.
 *  @param of what a run decides about the options or numbers of the item, as it is written
 *  @param complain of a remedy, by its place among those of the item */
export function withBelieved(
  item: Item,
  of: string | undefined,
  rows: readonly Belief[],
  replayer: Replayer,
  complain: (path: readonly PropertyKey[], message: string) => void,
): Item {
  const hold = <R extends Remedy>(
    field: string,
    remedies: readonly R[],
    said: (one: R) => Said | null,
  ): R[] =>
    remedies.map((remedy, i) => {
      const { scene, misconception } = remedy
      const fit = rows.filter((one) => one.program === scene?.file && one.misconception === misconception?.id)
      if (!scene || fit.length === 0) return remedy
      try {
        const claim = item.program?.file === scene.file ? said(remedy) : null
        return { ...remedy, scene: { ...scene, believed: chosenOf(fit, claim, scene, replayer) } }
      } catch (error) {
        complain([field, i], `believed.yaml: ${error instanceof Error ? error.message : error}`)
        return remedy
      }
    })
  if (item.kind === 'predict')
    return { ...item, slips: hold('slips', item.slips, ({ stdout }) => ({ of: 'stdout', text: stdout })) }
  if (item.kind === 'numeric')
    return { ...item, slips: hold('slips', item.slips, ({ value }) => saidNumber(of, String(value))) }
  if (item.kind === 'possible-outputs')
    return {
      ...item,
      options: hold('options', item.options, ({ text }) => ({ of: 'stdout', text: text.en })),
    }
  if (item.kind === 'choice')
    return { ...item, options: hold('options', item.options, ({ text }) => saidNumber(of, text.en)) }
  if (item.kind === 'multi') return { ...item, options: hold('options', item.options, () => null) }
  return item
}

/** The belief that leads to what is said; where nothing is said that a run decides, the first one. */
function chosenOf(rows: readonly Belief[], said: Said | null, scene: Scene, replayer: Replayer): Believed {
  const fit = said ? rows.find((one) => leadsTo(said, one, scene, replayer)) : rows[0]
  if (!fit) throw new Error(`no machine that is believed leads to ${JSON.stringify(said)}`)
  return believe(fit, scene, replayer)
}

/** What an option says of the end of a run; null where none is decided by a run.
 *  @param text of `stdout` all of it counts, of a number the last one in it */
export function saidNumber(of: string | undefined, text: string): Said | null {
  if (of === 'stdout') return { of, text }
  if (of !== 'status' && of !== 'copies' && of !== 'threads') return null
  return { of, n: Number(text.match(/\d+/g)?.at(-1)) }
}

/** For each option of a prediction the machine of who expects it; null for the right one, and where nobody wrote it. */
export function believedOptions(
  said: readonly (Said | null)[],
  run: RunRequest,
  rows: readonly Belief[],
  replayer: Replayer,
): (Believed | null)[] {
  const own = rows.filter(({ program }) => program === run.file)
  return said.map((one) => {
    const fit = one && own.find((row) => leadsTo(one, row, run, replayer))
    return fit ? believe(fit, run, replayer) : null
  })
}
