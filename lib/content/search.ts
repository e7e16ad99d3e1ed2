import 'server-only'
import { gzipSync } from 'node:zlib'
import type { Locale } from '@/lib/quiz/item'
import { cardSlug, conceptOf } from '@/lib/quiz/item'
import { buildSearchIndex, type SearchDocument, type SearchIndex } from '@/lib/search/search-index'
import { encodeIndex } from '@/lib/search/wire'
import { cards, type InterviewCard } from './card'
import { type CatalogLesson, catalog } from './catalog'
import { concepts } from './concept'
import { contentFolder, hasContent, isKept } from './folder'
import { type GlossaryTerm, glossary } from './glossary'
import { type Passage, passagesOf } from './passage'
import { readItemFile } from './quiz-file'

/** How much a word says of its document, by where it stands. */
const WEIGHT = {
  title: 5,
  term: 4,
  question: 5,
  followUp: 2.5,
  point: 2,
  concept: 2,
  caption: 1.5,
  lesson: 1.5,
  prose: 1,
  /** Where a lesson asks or ends, little is explained. */
  aside: 0.3,
}

const shared = new Map<Locale, SearchIndex>()

/** The index of one language over lessons, terms, cards and programs. In production it is built once. */
export function searchIndex(locale: Locale, root: string = contentFolder()): SearchIndex {
  const known = isKept(root) ? shared.get(locale) : undefined
  if (known) return known
  const index = buildSearchIndex(searchDocuments(locale, root))
  if (isKept(root)) shared.set(locale, index)
  return index
}

/** The index of one language as it is sent: JSON in gzip. The web server compresses pages alone, so that it is a file of its
 *  own kind, which the browser unpacks. */
export function packedSearchIndex(locale: Locale, root: string = contentFolder()): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(encodeIndex(searchIndex(locale, root))), { level: 9 }))
}

/** All that can be found, terms first. What belongs together stands together: that makes the index small. */
export function searchDocuments(locale: Locale, root: string = contentFolder()): SearchDocument[] {
  const terms = glossary(root)
  const [deck, known] = [cards(locale, root), concepts(root)]
  return [
    ...[...terms.values()].map((term) => termDocument(term, locale)),
    ...catalog(root).lessons.flatMap((lesson) => [
      ...lessonDocuments(lesson, locale, root),
      ...deck
        .filter(({ section }) => lesson.sections.some(({ id }) => id === section))
        .map((card) => cardDocument(card, known.get(conceptOf(card.id))?.name[locale] ?? '')),
    ]),
  ]
}

function termDocument({ id, name, avoid, also, definition }: GlossaryTerm, locale: Locale): SearchDocument {
  const other = locale === 'ko' ? 'en' : 'ko'
  return {
    kind: 'term',
    path: `/glossary/${id}`,
    title: name[locale],
    note: name[other],
    spellings: [name.ko, name.en, ...avoid, ...also].flatMap(spellingsOf),
    fields: [
      { text: name[locale], weight: WEIGHT.title },
      { text: definition[locale], weight: WEIGHT.prose },
    ],
  }
}

/** `프로그램 카운터(PC)` is said as `프로그램 카운터` and as `PC`, too. */
function spellingsOf(name: string): string[] {
  const inside = /^(.+?)\s*\(([^)]+)\)$/.exec(name)
  return inside ? [name, inside[1] ?? '', inside[2] ?? ''] : [name]
}

function lessonDocuments(lesson: CatalogLesson, locale: Locale, root: string): SearchDocument[] {
  const title = lesson.title[locale]
  const passages = passagesOf(lesson.slug, locale, root)
  const inSection = conceptsBySection(lesson.slug, locale, root)
  const whole: SearchDocument = {
    kind: 'lesson',
    path: `/learn/${lesson.slug}`,
    title,
    note: '',
    fields: [
      { text: title, weight: WEIGHT.title },
      { text: lesson.tags[locale], weight: WEIGHT.title },
      { text: lesson.summary[locale], weight: WEIGHT.caption },
      ...lesson.sections.map((section) => ({ text: section.title[locale], weight: WEIGHT.caption })),
    ],
  }
  return [
    whole,
    ...passages
      .filter(({ prose }) => prose !== '')
      .map((passage) => sectionDocument(passage, lesson, locale, inSection)),
    ...passages.flatMap((passage) => programDocuments(passage, lesson, locale)),
  ]
}

function sectionDocument(
  { section, title, prose, isAside, captions, terms }: Passage,
  lesson: CatalogLesson,
  locale: Locale,
  inSection: ReadonlyMap<string, string>,
): SearchDocument {
  return {
    kind: 'section',
    path: `/learn/${lesson.slug}#${section}`,
    title,
    note: lesson.title[locale],
    fields: [
      { text: title, weight: WEIGHT.title },
      { text: terms.join('\n'), weight: WEIGHT.term },
      { text: inSection.get(section) ?? '', weight: WEIGHT.concept },
      { text: lesson.title[locale], weight: isAside ? WEIGHT.aside : WEIGHT.lesson },
      { text: captions.join('\n'), weight: WEIGHT.caption },
      { text: withoutSources(prose), weight: isAside ? WEIGHT.aside : WEIGHT.prose },
    ],
  }
}

/** Prose without the paragraph that names books and manual pages: who asks a question looks for none of them. */
function withoutSources(prose: string): string {
  return prose.replace(/^(?:출처|Sources)[.:].*$/gm, '')
}

/** Names of the concepts that a lesson asks about, by the section that teaches them. */
function conceptsBySection(slug: string, locale: Locale, root: string): ReadonlyMap<string, string> {
  const names = new Map<string, Set<string>>()
  if (!hasContent(root, `${slug}/items.yaml`)) return new Map()
  const known = concepts(root)
  for (const { id, section } of readItemFile(root, slug).items) {
    const name = known.get(conceptOf(id))?.name[locale]
    if (name) names.set(section, (names.get(section) ?? new Set()).add(name))
  }
  return new Map([...names].map(([section, own]) => [section, [...own].join('\n')]))
}

function programDocuments(
  { section, programs }: Passage,
  lesson: CatalogLesson,
  locale: Locale,
): SearchDocument[] {
  return programs.map(({ file, says }) => ({
    kind: 'program',
    path: `/learn/${lesson.slug}#${section}`,
    title: file,
    note: says[0] ?? lesson.title[locale],
    fields: [
      { text: file, weight: WEIGHT.title },
      { text: says.join('\n'), weight: WEIGHT.caption },
    ],
  }))
}

/** What a card answers. Not what its follow-ups do: each of those is the answer to another question, which a card or a section gives. */
function cardDocument(card: InterviewCard, concept: string): SearchDocument {
  return {
    kind: 'card',
    path: `/interview/${cardSlug(card.id)}`,
    title: card.question,
    note: card.topic?.name ?? '',
    fields: [
      { text: card.question, weight: WEIGHT.question },
      { text: concept, weight: WEIGHT.concept },
      { text: card.followUps.map(({ question }) => question).join('\n'), weight: WEIGHT.followUp },
      { text: card.points.flatMap(({ text, detail }) => [text, detail]).join('\n'), weight: WEIGHT.point },
      { text: [card.short, card.long, card.common ?? ''].join('\n'), weight: WEIGHT.prose },
    ],
  }
}
