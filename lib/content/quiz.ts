import 'server-only'
import type { AnswerOption, Item, ItemProgram, OutcomePredicate, Remedy, Scene, Slip } from '@/lib/quiz/item'
import { cardItems } from './card'
import { catalog } from './catalog'
import { type Concept, concepts, misconception } from './concept'
import { ContentError, type ContentFault, throwFaults } from './fault'
import { contentFolder, hasContent, isKept, programsOf } from './folder'
import {
  configOf,
  type FileItem,
  type FileOption,
  type FileRun,
  type FileScene,
  type FileSlip,
  readItemFile,
} from './quiz-file'
import { engineReplayer, type Replayer, type RunFacts, type RunRequest, SlowRun } from './replay'

const loaded = new Map<string, readonly Item[]>()

/** The items of a lesson's quiz, in order, keys included: nothing of it may reach a browser but through
 *  `publicItem`. Outputs, schedules and steps come from the engine. Throws a `ContentError`. */
export function itemsOf(
  lesson: string,
  root: string = contentFolder(),
  replayer: Replayer = engineReplayer(),
): readonly Item[] {
  const known = isKept(root) ? loaded.get(lesson) : undefined
  if (known) return known
  const items = buildItems(lesson, root, replayer)
  if (isKept(root)) loaded.set(lesson, items)
  return items
}

/** One item or interview card by its id, wherever it stands now; null when there is none. In production it reads no
 *  file that it has read before: every answer asks. */
export function loadItem(id: string, root: string = contentFolder()): Item | null {
  const card = cardItems(root).find((item) => item.id === id)
  if (card) return card
  const lesson = catalog(root).lessons.find((entry) => entry.itemIds.includes(id))
  return lesson ? (itemsOf(lesson.slug, root).find((item) => item.id === id) ?? null) : null
}

/** What building one item needs to know, and where it reports. */
type Workshop = {
  readonly lesson: string
  readonly programs: Readonly<Record<string, string>>
  readonly concepts: ReadonlyMap<string, Concept>
  readonly replayer: Replayer
  readonly complain: (path: readonly PropertyKey[], message: string) => void
}

function buildItems(lesson: string, root: string, replayer: Replayer): readonly Item[] {
  if (!hasContent(root, `${lesson}/items.yaml`)) return []
  const { items: written, lineOf } = readItemFile(root, lesson)
  const faults: ContentFault[] = []
  const built: Item[] = []
  const base = { lesson, programs: programsOf(root, lesson), concepts: concepts(root), replayer }
  for (const [i, item] of written.entries()) {
    const complain: Workshop['complain'] = (path, message) =>
      faults.push({ file: `${lesson}/items.yaml`, line: lineOf([i, ...path]), code: 'item', message })
    const made = attempt(() => buildItem({ ...base, complain }, item), complain)
    if (made) built.push(made)
  }
  throwFaults(faults)
  return built
}

/** Turns a run that failed into a fault at the item that asked for it. */
function attempt<T>(build: () => T, complain: Workshop['complain']): T | null {
  try {
    return build()
  } catch (error) {
    if (error instanceof ContentError) throw error
    const slow = error instanceof SlowRun ? ' (make the program smaller)' : ''
    complain([], `${error instanceof Error ? error.message : String(error)}${slow}`)
    return null
  }
}

function buildItem(shop: Workshop, item: FileItem): Item {
  if (!shop.concepts.has(item.id.split('.', 1)[0] ?? ''))
    shop.complain(['id'], `"${item.id}" names no concept of concepts.yaml`)
  const { id, section, stem, hint = null, explanation, points } = item
  const base = { id, section, lesson: shop.lesson, stem, hint, explanation }
  const program = item.program ? programOf(shop, ['program'], item.program) : null
  if (item.kind === 'choice' || item.kind === 'multi') {
    const partial = item.kind === 'multi' ? ('per-option' as const) : ('whole' as const)
    const options = item.options.map((option, i) => buildOption(shop, ['options', i], option))
    if (item.of && program) checkOptions(shop, item.of, program, options)
    return { ...base, kind: item.kind, program, options, rubric: { points, partial } }
  }
  if (!program) throw new Error('the item has no program')
  const slips = item.slips.map((slip, i) => buildSlip(shop, ['slips', i], slip))
  if (item.kind === 'predict') {
    const key = { stdout: surePrediction(shop, program, slips) }
    return { ...base, kind: 'predict', program, key, slips, rubric: { points, partial: 'per-line' } }
  }
  const { outcome, maxSteps } = item
  const key = { outcome, witness: witnessOf(shop, program, outcome), maxSteps }
  return { ...base, kind: 'schedule', program, key, slips, rubric: { points, partial: 'whole' } }
}

function buildOption(shop: Workshop, path: readonly PropertyKey[], option: FileOption): AnswerOption {
  const { id, text, correct } = option
  return { id, text, correct, ...buildRemedy(shop, path, option) }
}

function buildSlip(shop: Workshop, path: readonly PropertyKey[], slip: FileSlip): Slip {
  return { stdout: slip.stdout, ...buildRemedy(shop, path, slip) }
}

function buildRemedy(
  shop: Workshop,
  path: readonly PropertyKey[],
  from: Pick<FileOption, 'misconception' | 'feedback' | 'scene'>,
): Remedy {
  const named = from.misconception ? misconception(shop.concepts, from.misconception) : null
  if (from.misconception && !named)
    shop.complain([...path, 'misconception'], `"${from.misconception}" is no misconception of concepts.yaml`)
  const scene = from.scene ? buildScene(shop, [...path, 'scene'], from.scene) : null
  return { misconception: named, feedback: from.feedback ?? null, scene }
}

function buildScene(shop: Workshop, path: readonly PropertyKey[], scene: FileScene): Scene | null {
  const program = programOf(shop, path, scene)
  if (!program) return null
  const request: RunRequest = { ...program, schedule: scene.schedule ?? null }
  const step = shop.replayer.stepAtLine(request, scene.line)
  if (step === null) {
    shop.complain([...path, 'line'], `the run of ${scene.file} never comes to line ${scene.line}`)
    return null
  }
  return { ...program, schedule: shop.replayer.facts(request).schedule, step }
}

function programOf(
  shop: Workshop,
  path: readonly PropertyKey[],
  run: FileRun | FileScene,
): ItemProgram | null {
  const source = shop.programs[run.file]
  if (source === undefined) {
    shop.complain([...path, 'file'], `${shop.lesson} has no program ${run.file}`)
    return null
  }
  return { file: run.file, source, config: configOf(run) }
}

/** Options that a run decides: the author's choice of the right ones must be the run's. */
function checkOptions(
  shop: Workshop,
  of: 'stdout' | 'status' | 'copies' | 'threads' | 'outputs',
  program: ItemProgram,
  options: readonly AnswerOption[],
): void {
  const isShown = of === 'outputs' ? printedBy(shop, program) : shownBy(shop, of, program)
  for (const [i, option] of options.entries())
    if (isShown(option.text.en) !== option.correct || isShown(option.text.ko) !== option.correct)
      shop.complain(
        ['options', i, 'text'],
        `a run of ${program.file} says that this is ${option.correct ? 'wrong' : 'right'}`,
      )
}

function shownBy(
  shop: Workshop,
  of: 'stdout' | 'status' | 'copies' | 'threads',
  program: ItemProgram,
): (option: string) => boolean {
  const request: RunRequest = { ...program, schedule: null }
  const facts = shop.replayer.facts(request)
  if (of === 'stdout') return (option) => option === facts.stdout.trimEnd()
  const number = of === 'copies' ? shop.replayer.heapCopies(request) : facts[of]
  return (option) => Number(option.match(/\d+/g)?.at(-1)) === number
}

/** Whether some run prints it. */
function printedBy(shop: Workshop, program: ItemProgram): (option: string) => boolean {
  const outputs = new Set(
    shop.replayer.ends({ ...program, schedule: null }).map((end) => end.stdout.trimEnd()),
  )
  return (option) => outputs.has(option)
}

/** The only output of a program: an item that asks for one must not depend on the order of execution. */
function surePrediction(shop: Workshop, program: ItemProgram, slips: readonly Slip[]): string {
  const { stdout, finished } = shop.replayer.facts({ ...program, schedule: null })
  if (!finished) shop.complain(['program'], `${program.file} does not finish`)
  const other = shop.replayer.ends({ ...program, schedule: null }).find((end) => end.stdout !== stdout)
  if (other)
    shop.complain(
      ['program'],
      `${program.file} can also print ${JSON.stringify(other.stdout)}: ask for all outputs`,
    )
  for (const [i, slip] of slips.entries())
    if (slip.stdout === stdout) shop.complain(['slips', i, 'stdout'], 'this is what the program prints')
  return stdout
}

/** A schedule that brings about the wanted outcome. */
function witnessOf(shop: Workshop, program: ItemProgram, outcome: OutcomePredicate): string {
  const request: RunRequest = { ...program, schedule: null }
  if (holds(outcome, shop.replayer.facts(request)))
    shop.complain(['outcome'], 'the run does this by itself: there is nothing to construct')
  const witness = shop.replayer.ends(request).find((end) => holds(outcome, end))
  if (!witness || !holds(outcome, shop.replayer.facts({ ...program, schedule: witness.schedule }))) {
    shop.complain(['outcome'], 'no schedule that was tried brings this about')
    return ''
  }
  return witness.schedule
}

function holds(wanted: OutcomePredicate, run: RunFacts): boolean {
  return (
    run.finished &&
    (wanted.stdout === null || wanted.stdout === run.stdout) &&
    (wanted.status === null || wanted.status === run.status) &&
    (wanted.deadlock === null || wanted.deadlock === run.deadlock)
  )
}
