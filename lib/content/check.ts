import 'server-only'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Replayer } from '@/lib/quiz/build'
import type { Item, Locale } from '@/lib/quiz/item'
import { cardFiles } from './card'
import { type CardFile, readCardFile } from './card-file'
import { catalog } from './catalog'
import { type Widget, widgetsOf } from './component'
import { ContentError, type ContentFault } from './fault'
import { contentFolder, programsOf, readContent } from './folder'
import { glossary, spellingFaults } from './glossary'
import { type CompiledLesson, compileLesson } from './lesson'
import { lintItems } from './lint'
import { itemsOf } from './quiz'
import { configOf } from './quiz-file'
import { engineReplayer } from './replay'
import { type CourseText, statementFaults } from './statement'

const LOCALES: readonly Locale[] = ['ko', 'en']
const MAX_PROGRAM_LINES = 40

/** Everything wrong with the content of a folder; empty when it may be published. Each lesson's own faults
 *  come first; rules about the whole course are checked once all lessons compile.
 *  @param replayer where the truth about runs comes from; pass one without a cache to prove every claim anew. */
export async function checkContent(
  root: string = contentFolder(),
  replayer: Replayer = engineReplayer(),
): Promise<ContentFault[]> {
  const faults: ContentFault[] = []
  const lessons = guard(faults, () => catalog(root).lessons) ?? []
  const terms = guard(faults, () => glossary(root))
  const texts: Record<Locale, Record<string, readonly Widget[]>> = { ko: {}, en: {} }
  const items: Item[] = []
  for (const { slug } of lessons) {
    faults.push(...programFaults(root, slug, replayer))
    const ko = await compiled(faults, slug, 'ko', root, replayer)
    const en = await compiled(faults, slug, 'en', root, replayer)
    if (ko) texts.ko[slug] = ko.widgets
    if (en) texts.en[slug] = en.widgets
    if (ko && en) faults.push(...parityFaults(slug, ko, en))
    const built = guard(faults, () => itemsOf(slug, root, replayer)) ?? []
    items.push(...built)
    const cards = guard(faults, () => readCardFile(root, slug))
    if (ko) faults.push(...sectionFaults(slug, ko, built, cards))
    if (terms) faults.push(...wordFaults(root, slug, terms, [ko, en]))
  }
  if (faults.length > 0) return faults
  return [...lintFaults(items), ...cardFaults(root, texts, replayer), ...courseFaults(root, texts)]
}

/** Runs a loader; its `ContentError` becomes faults. */
function guard<T>(faults: ContentFault[], load: () => T): T | null {
  try {
    return load()
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    faults.push(...error.faults)
    return null
  }
}

async function compiled(
  faults: ContentFault[],
  slug: string,
  locale: Locale,
  root: string,
  replayer: Replayer,
): Promise<CompiledLesson | null> {
  try {
    return await compileLesson(slug, locale, root, replayer)
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    faults.push(...error.faults)
    return null
  }
}

function programFaults(root: string, slug: string, replayer: Replayer): ContentFault[] {
  return Object.entries(programsOf(root, slug)).flatMap(([name, source]) => {
    const file = `${slug}/${name}`
    const found: ContentFault[] = []
    const complaint = replayer.complaint(source, name)
    if (complaint) found.push({ file, line: complaint.line, code: 'program', message: complaint.message })
    const lines = source.trimEnd().split('\n').length
    if (lines > MAX_PROGRAM_LINES)
      found.push({
        file,
        line: MAX_PROGRAM_LINES + 1,
        code: 'program',
        message: `${lines} lines; ${MAX_PROGRAM_LINES} are allowed`,
      })
    return found
  })
}

/** Both languages have the same widgets with the same runs in the same order and sections, and explain the same
 *  terms. Sections themselves are compared by `catalog`. */
function parityFaults(slug: string, ko: CompiledLesson, en: CompiledLesson): ContentFault[] {
  const fault = (line: number | null, message: string): ContentFault[] => [
    { file: `${slug}/en.mdx`, line, code: 'parity', message },
  ]
  if (ko.front.minutes !== en.front.minutes) return fault(1, 'the minutes differ from the Korean text')
  const [korean, english] = [ko.widgets.filter(isBlock), en.widgets.filter(isBlock)]
  for (let i = 0; i < Math.max(korean.length, english.length); i++) {
    const [wanted, found] = [sameness(korean[i]), sameness(english[i])]
    if (wanted !== found)
      return fault(
        (english[i] ?? english.at(-1))?.line ?? null,
        `the Korean text (line ${korean[i]?.line ?? 'end'}) has ${wanted} here, the English text ${found}`,
      )
  }
  const terms = (lesson: CompiledLesson) => [...new Set(termIds(lesson))].sort().join(', ')
  return terms(ko) === terms(en)
    ? []
    : fault(null, `terms differ: ${terms(ko)} in Korean, ${terms(en)} in English`)
}

/** Word order moves chips and terms inside a sentence, so their order is not compared. */
function isBlock(widget: Widget): boolean {
  return widget.name !== 'Task' && widget.name !== 'Term'
}

function termIds(lesson: CompiledLesson): string[] {
  return widgetsOf(lesson.widgets, 'Term').map((term) => term.attributes.id)
}

/** All of a widget that both languages have in common. */
function sameness(widget: Widget | undefined): string {
  if (!widget) return 'nothing'
  const { title, leftName, rightName, question, options, caption, spaces, labels, ...rest } =
    widget.attributes as Record<string, unknown>
  const counts = [options, spaces, labels].map((list) => (Array.isArray(list) ? list.length : null))
  // A prediction about something else than output has options in words, one language each.
  const outputs = rest.of === 'stdout' ? options : null
  return `<${widget.name} ${JSON.stringify({ ...rest, counts, outputs })}> in "${widget.section}"`
}

function sectionFaults(
  slug: string,
  lesson: CompiledLesson,
  items: readonly Item[],
  cards: CardFile | null,
): ContentFault[] {
  const ids = new Set(lesson.sections.map((section) => section.id))
  const message = (id: string, section: string) =>
    `${id} belongs to the section "${section}", which the lesson does not have`
  return [
    ...items
      .filter((item) => !ids.has(item.section))
      .map(({ id, section }) => ({ file: `${slug}/items.yaml`, line: null, id, section })),
    ...(cards?.cards ?? []).flatMap(({ id, section }, i) =>
      ids.has(section)
        ? []
        : [{ file: `${slug}/cards.yaml`, line: cards?.lineOf([i, 'section']) ?? null, id, section }],
    ),
  ].map(({ file, line, id, section }) => ({ file, line, code: 'reference', message: message(id, section) }))
}

function wordFaults(
  root: string,
  slug: string,
  terms: ReturnType<typeof glossary>,
  texts: readonly (CompiledLesson | null)[],
): ContentFault[] {
  const faults = readdirSync(path.join(root, slug))
    .filter((name) => /\.(mdx|yaml)$/.test(name) && statSync(path.join(root, slug, name)).isFile())
    .flatMap((name) => spellingFaults(terms, `${slug}/${name}`, readContent(root, `${slug}/${name}`)))
  for (const [i, text] of texts.entries())
    for (const term of widgetsOf(text?.widgets ?? [], 'Term'))
      if (!terms.has(term.attributes.id))
        faults.push({
          file: `${slug}/${LOCALES[i]}.mdx`,
          line: term.line,
          code: 'glossary',
          message: `"${term.attributes.id}" is no term of glossary.yaml`,
        })
  return faults
}

function lintFaults(items: readonly Item[]): ContentFault[] {
  return lintItems(items).map(({ id, message }) => {
    const item = items.find((entry) => entry.id === id)
    const file = item ? `${item.lesson}/items.yaml` : 'curriculum.yaml'
    return { file, line: null, code: 'item-writing', message: item ? `${item.id}: ${message}` : message }
  })
}

function cardFaults(root: string, texts: Record<Locale, CourseText>, replayer: Replayer): ContentFault[] {
  const faults: ContentFault[] = []
  const files = guard(faults, () => cardFiles(root)) ?? []
  for (const written of files) faults.push(...proofFaults(written, replayer))
  const ids = new Set(files.flatMap(({ cards }) => cards.map((card) => card.id)))
  for (const locale of LOCALES)
    for (const [lesson, widgets] of Object.entries(texts[locale]))
      for (const { line, attributes } of widgetsOf(widgets, 'Card'))
        if (!ids.has(attributes.id)) {
          const message = `there is no card "${attributes.id}" in the cards.yaml of any lesson`
          faults.push({ file: `${lesson}/${locale}.mdx`, line, code: 'reference', message })
        }
  return faults
}

/** Cards whose program does not print what they say. */
function proofFaults({ file, cards, programs, lineOf }: CardFile, replayer: Replayer): ContentFault[] {
  return cards.flatMap(({ proof }, i) => {
    const source = programs[proof.file] ?? ''
    const run = replayer.facts({ file: proof.file, source, config: configOf(proof), schedule: null })
    if (run.stdout === proof.stdout && run.status === proof.status) return []
    const message = `${proof.file} prints ${JSON.stringify(run.stdout)} with status ${run.status}`
    return [{ file, line: lineOf([i, 'proof', 'stdout']), code: 'claim' as const, message }]
  })
}

function courseFaults(root: string, texts: Record<Locale, CourseText>): ContentFault[] {
  const faults: ContentFault[] = []
  const { lesson, sim } = catalog(root).front
  if (!widgetsOf(texts.ko[lesson] ?? [], 'Sim').some(({ attributes }) => attributes.id === sim)) {
    const message = `the front page shows the simulator "${sim}", which ${lesson} does not have`
    faults.push({ file: 'curriculum.yaml', line: null, code: 'reference', message })
  }
  for (const locale of LOCALES)
    faults.push(...(guard(faults, () => statementFaults(root, texts[locale], locale)) ?? []))
  return faults
}
