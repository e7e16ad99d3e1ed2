import 'server-only'
import type { CardItem, Locale, Localized, RunConfig } from '@/lib/quiz/item'
import { type CardFile, type FileCard, readCardFile } from './card-file'
import { catalog } from './catalog'
import { contentFolder, isKept } from './folder'
import { type Question, questions } from './question'
import { configOf } from './quiz-file'

export type InterviewCard = {
  readonly id: string
  readonly section: string
  readonly question: string
  /** What it is about; null where questions.yaml does not have it. */
  readonly topic: { readonly id: string; readonly name: string } | null
  /** How many collections of interview questions hold it; 0 where none was counted. */
  readonly asked: number
  /** `terms`: in both languages, because Korean answers hold English words. Empty where the author gave none. */
  readonly points: readonly {
    readonly text: string
    readonly detail: string
    readonly terms: readonly string[]
  }[]
  /** The imprecise answer that is often given. */
  readonly common: string | null
  readonly short: string
  readonly long: string
  /** `point`: the index of the one whose absence asks for this; null where any does. */
  readonly followUps: readonly {
    readonly question: string
    readonly answer: string
    readonly point: number | null
  }[]
  readonly proof: {
    readonly file: string
    readonly source: string
    readonly config: RunConfig
    readonly stdout: string
    readonly status: number
    readonly says: string
  }
}

/** All interview cards in one language: those of the first lesson first. Throws a `ContentError`. */
export function cards(locale: Locale, root: string = contentFolder()): InterviewCard[] {
  return cardFiles(root).flatMap((from) =>
    from.cards.map((card) => cardIn(locale, card, from, questions(root))),
  )
}

/** The same in the order of the list, in which one goes from card to card: the most asked first. */
export function cardsAsAsked(locale: Locale, root: string = contentFolder()): InterviewCard[] {
  return cards(locale, root).sort((a, b) => b.asked - a.asked)
}

/** One card, or null. */
export function loadCard(id: string, locale: Locale, root: string = contentFolder()): InterviewCard | null {
  for (const from of cardFiles(root)) {
    const card = from.cards.find((one) => one.id === id)
    if (card) return cardIn(locale, card, from, questions(root))
  }
  return null
}

/** The cards as items: what a stored self-rating belongs to. In production they are made once: every answer asks. */
export function cardItems(root: string = contentFolder()): readonly CardItem[] {
  if (!isKept(root)) return itemsIn(cardFiles(root))
  sharedItems ??= itemsIn(cardFiles(root))
  return sharedItems
}

let sharedItems: readonly CardItem[] | null = null

function itemsIn(files: readonly CardFile[]): CardItem[] {
  return files.flatMap(({ lesson, cards: written, programs }) =>
    written.map(({ id, section, question, short, proof }) => ({
      kind: 'card' as const,
      id,
      section,
      lesson,
      stem: question,
      hint: null,
      explanation: short,
      rubric: { points: 1, partial: 'whole' as const },
      program: { file: proof.file, source: programs[proof.file] ?? '', config: configOf(proof) },
    })),
  )
}

let shared: readonly CardFile[] | null = null

/** The `cards.yaml` of every lesson that has one, in the order of the curriculum. */
export function cardFiles(root: string): readonly CardFile[] {
  if (!isKept(root)) return readCardFiles(root)
  shared ??= readCardFiles(root)
  return shared
}

function readCardFiles(root: string): CardFile[] {
  return catalog(root).lessons.flatMap(({ slug }) => readCardFile(root, slug) ?? [])
}

function cardIn(
  locale: Locale,
  card: FileCard,
  { programs }: CardFile,
  known: ReadonlyMap<string, Question>,
): InterviewCard {
  const say = (text: Localized) => text[locale]
  const asked = known.get(card.asks ?? card.id.split('.').at(-1) ?? '')
  return {
    id: card.id,
    section: card.section,
    question: say(card.question),
    topic: asked ? { id: asked.topic.id, name: say(asked.topic.name) } : null,
    asked: asked?.asked ?? 0,
    points: card.points.map(({ text, detail, terms }) => ({
      text: say(text),
      detail: say(detail),
      terms: terms ? [...terms.ko, ...terms.en] : [],
    })),
    common: card.common ? say(card.common) : null,
    short: say(card.short),
    // A folded YAML text has single line breaks between its paragraphs.
    long: say(card.long).replaceAll('\n', '\n\n'),
    followUps: card.followUps.map((next) => ({
      question: say(next.question),
      answer: say(next.answer),
      point: next.point === undefined ? null : next.point - 1,
    })),
    proof: {
      file: card.proof.file,
      source: programs[card.proof.file] ?? '',
      config: configOf(card.proof),
      stdout: card.proof.stdout,
      status: card.proof.status,
      says: say(card.proof.says),
    },
  }
}
