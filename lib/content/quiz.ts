import 'server-only'
import type { Replayer, RunRequest, Workshop } from '@/lib/quiz/build'
import type { Item, ItemKind, ItemProgram, Scene } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { publicItem } from '@/lib/quiz/publish'
import type { WrittenRemedy, WrittenRun, WrittenScene } from '@/lib/quiz/written'
import { type Belief, beliefsOf, withBelieved } from './believed'
import { cardItems } from './card'
import { catalog } from './catalog'
import { type Concept, concepts, misconception } from './concept'
import { ContentError, type ContentFault, throwFaults } from './fault'
import { contentFolder, hasContent, isKept, programsOf } from './folder'
import { configOf, type FileItem, parseItem, readItemFile, type WrittenVariant } from './quiz-file'
import { engineReplayer, SlowRun } from './replay'
import { editedProgram, variedItem } from './variant'

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

/** What the items of one lesson are built from. */
type Folder = {
  readonly lesson: string
  readonly programs: Readonly<Record<string, string>>
  readonly concepts: ReadonlyMap<string, Concept>
  readonly beliefs: readonly Belief[]
  readonly replayer: Replayer
}

function buildItems(lesson: string, root: string, replayer: Replayer): readonly Item[] {
  if (!hasContent(root, `${lesson}/items.yaml`)) return []
  const { items: written, lineOf } = readItemFile(root, lesson)
  const faults: ContentFault[] = []
  const built: Item[] = []
  const { rows: beliefs } = beliefsOf(root, lesson)
  const folder = { lesson, programs: programsOf(root, lesson), concepts: concepts(root), beliefs, replayer }
  for (const [i, item] of written.entries()) {
    const complain: Workshop['complain'] = (path, message) =>
      faults.push({ file: `${lesson}/items.yaml`, line: lineOf([i, ...path]), code: 'item', message })
    const made = attempt(() => buildItem(folder, complain, item), complain)
    if (made) built.push({ ...made, ...othersOf(folder, complain, item, made) })
  }
  throwFaults(faults)
  return built
}

/** The variants of an item, each built as if it were written in full. */
function othersOf(
  folder: Folder,
  complain: Workshop['complain'],
  item: FileItem,
  first: Item,
): { readonly others?: readonly Item[] } {
  if (item.variants.length === 0) return {}
  // A page that is steered has its first picture from the server.
  if (item.kind === 'schedule') complain(['variants'], 'a program that is steered has no variants')
  const others = item.variants.flatMap((variant, i) => {
    // What is wrong inside of it stands in no line of its own.
    const complainOf: Workshop['complain'] = (path, message) =>
      complain(['variants', i], [path.join('.'), message].filter(Boolean).join(': '))
    const made = attempt(() => buildVariant(folder, complainOf, item, variant), complainOf)
    return made ? [{ ...made, variant: i + 1 }] : []
  })
  const answers = [first, ...others].map(rightAnswer)
  for (const [i, answer] of answers.entries())
    if (answers.indexOf(answer) < i)
      complain(['variants', i - 1], `what is right is ${JSON.stringify(answer)}, as in another variant`)
  return { others }
}

function buildVariant(
  folder: Folder,
  complain: Workshop['complain'],
  item: FileItem,
  variant: WrittenVariant,
): Item {
  const parsed = parseItem(variedItem(item, variant))
  if (typeof parsed === 'string') throw new Error(parsed)
  const name = 'program' in parsed ? (parsed.program as WrittenRun | undefined)?.file : undefined
  if (Object.keys(variant.edit).length === 0) return buildItem(folder, complain, parsed)
  if (name === undefined) throw new Error('there is no program to edit')
  const source = editedProgram(folder.programs[name] ?? '', variant.edit)
  const complaint = folder.replayer.complaint(source, name)
  if (complaint) throw new Error(`line ${complaint.line} of the program: ${complaint.message}`)
  // Scenes of the same program show the edited one, and beliefs about it hold where it still says what they change.
  const fits = ({ program, put }: Belief) =>
    program !== name || Object.keys(put).every((text) => source.split(text).length === 2)
  const programs = { ...folder.programs, [name]: source }
  return buildItem({ ...folder, programs, beliefs: folder.beliefs.filter(fits) }, complain, parsed)
}

/** What is right, in words: whoever has seen it is not to have seen that of another variant. */
function rightAnswer(item: Item): string {
  const row = rowOf<ItemKind>(item.kind)
  return row.read(publicItem(item, 'en', 0), row.right(item)).join(' / ')
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

function buildItem(folder: Folder, complain: Workshop['complain'], item: FileItem): Item {
  const { id, kind, section, stem, hint = null, explanation, points } = item
  if (!folder.concepts.has(id.split('.', 1)[0] ?? ''))
    complain(['id'], `"${id}" names no concept of concepts.yaml`)
  const { file } = rowOf<ItemKind>(kind)
  if (!file) throw new Error(`no item of the kind ${kind} is written in items.yaml`)
  const { partial, ...own } = file.build(workshop(folder, id, complain), item)
  const base = { id, section, lesson: folder.lesson, stem, hint, explanation }
  // Of the row of the item's kind, which the type system cannot follow through an indexed table.
  const built = { ...base, kind, ...own, rubric: { points, partial } } as Item
  const of = 'of' in item && typeof item.of === 'string' ? item.of : undefined
  return withBelieved(built, of, folder.beliefs, folder.replayer, complain)
}

function workshop(folder: Folder, id: string, complain: Workshop['complain']): Workshop {
  const shop = { id, replayer: folder.replayer, complain }
  return {
    ...shop,
    program: (path, run) => programOf(folder, complain, path, run),
    remedy: (path, written) => ({
      misconception: misconceptionOf(folder, complain, path, written),
      feedback: written.feedback ?? null,
      scene: written.scene ? buildScene(folder, complain, [...path, 'scene'], written.scene) : null,
    }),
  }
}

function misconceptionOf(
  folder: Folder,
  complain: Workshop['complain'],
  path: readonly PropertyKey[],
  written: WrittenRemedy,
) {
  if (!written.misconception) return null
  const named = misconception(folder.concepts, written.misconception)
  if (!named)
    complain([...path, 'misconception'], `"${written.misconception}" is no misconception of concepts.yaml`)
  return named
}

function buildScene(
  folder: Folder,
  complain: Workshop['complain'],
  path: readonly PropertyKey[],
  scene: WrittenScene,
): Scene | null {
  const program = programOf(folder, complain, path, scene)
  if (!program) return null
  const request: RunRequest = { ...program, schedule: scene.schedule ?? null }
  const step = folder.replayer.stepAtLine(request, scene.line)
  if (step === null) {
    complain([...path, 'line'], `the run of ${scene.file} never comes to line ${scene.line}`)
    return null
  }
  return { ...program, schedule: folder.replayer.facts(request).schedule, step }
}

function programOf(
  folder: Folder,
  complain: Workshop['complain'],
  path: readonly PropertyKey[],
  run: WrittenRun | WrittenScene,
): ItemProgram | null {
  const source = folder.programs[run.file]
  if (source === undefined) {
    complain([...path, 'file'], `${folder.lesson} has no program ${run.file}`)
    return null
  }
  return { file: run.file, source, config: configOf(run) }
}
