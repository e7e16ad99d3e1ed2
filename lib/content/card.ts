import 'server-only'
import { z } from 'zod'
import type { CardItem, Locale, Localized, RunConfig } from '@/lib/quiz/item'
import { localized } from './concept'
import { ContentError, type ContentFault } from './fault'
import { contentFolder, isKept, programsOf, readYamlLines } from './folder'
import { configOf, runFields } from './quiz-file'

/** The lesson whose folder holds the cards. */
const CARD_LESSON = 'interview-keywords'
const CARD_FILE = `${CARD_LESSON}/cards.yaml`

const cardSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'a card is named like "concept.card"'),
  section: z.string(),
  question: localized,
  /** What a full answer says, each checkable by itself. */
  points: z
    .array(z.strictObject({ text: localized, detail: localized }))
    .min(2)
    .max(6),
  /** Model answers, for half a minute and for two minutes. */
  short: localized,
  long: localized,
  followUps: z.array(z.strictObject({ question: localized, answer: localized })).min(2),
  /** A run that proves the answer: what it shows is said in words, and its output is checked. */
  proof: z.strictObject({
    file: z.string(),
    ...runFields,
    stdout: z.string(),
    status: z.int().default(0),
    says: localized,
  }),
})
export type FileCard = z.infer<typeof cardSchema>

export type InterviewCard = {
  readonly id: string
  readonly section: string
  readonly question: string
  readonly points: readonly { readonly text: string; readonly detail: string }[]
  readonly short: string
  readonly long: string
  readonly followUps: readonly { readonly question: string; readonly answer: string }[]
  readonly proof: {
    readonly file: string
    readonly source: string
    readonly config: RunConfig
    readonly stdout: string
    readonly status: number
    readonly says: string
  }
}

/** All interview cards in one language, in order. Throws a `ContentError`. */
export function cards(locale: Locale, root: string = contentFolder()): InterviewCard[] {
  const { cards: written, programs } = readCards(root)
  const say = (text: Localized) => text[locale]
  return written.map((card) => ({
    id: card.id,
    section: card.section,
    question: say(card.question),
    points: card.points.map((point) => ({ text: say(point.text), detail: say(point.detail) })),
    short: say(card.short),
    // A folded YAML text has single line breaks between its paragraphs.
    long: say(card.long).replaceAll('\n', '\n\n'),
    followUps: card.followUps.map((next) => ({ question: say(next.question), answer: say(next.answer) })),
    proof: {
      file: card.proof.file,
      source: programs[card.proof.file] ?? '',
      config: configOf(card.proof),
      stdout: card.proof.stdout,
      status: card.proof.status,
      says: say(card.proof.says),
    },
  }))
}

/** One card, or null. */
export function loadCard(id: string, locale: Locale, root: string = contentFolder()): InterviewCard | null {
  return cards(locale, root).find((card) => card.id === id) ?? null
}

/** The cards as items: what a stored self-rating belongs to. */
export function cardItems(root: string = contentFolder()): CardItem[] {
  const { cards: written, programs } = readCards(root)
  return written.map((card) => ({
    kind: 'card',
    id: card.id,
    section: card.section,
    lesson: CARD_LESSON,
    stem: card.question,
    hint: null,
    explanation: card.short,
    rubric: { points: 1, partial: 'whole' },
    program: { file: card.proof.file, source: programs[card.proof.file] ?? '', config: configOf(card.proof) },
  }))
}

type CardFile = {
  readonly cards: readonly FileCard[]
  readonly programs: Readonly<Record<string, string>>
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

let shared: CardFile | null = null

/** The file as written, with the programs beside it. */
export function readCards(root: string): CardFile {
  if (!isKept(root)) return parseCards(root)
  shared ??= parseCards(root)
  return shared
}

function parseCards(root: string): CardFile {
  const { value, lineOf } = readYamlLines(root, CARD_FILE, z.array(cardSchema).min(1), 'item')
  const programs = programsOf(root, CARD_LESSON)
  const faults: ContentFault[] = value.flatMap((card, i) =>
    programs[card.proof.file] === undefined
      ? [
          {
            file: CARD_FILE,
            line: lineOf([i, 'proof', 'file']),
            code: 'program' as const,
            message: `there is no program ${card.proof.file}`,
          },
        ]
      : [],
  )
  if (faults.length > 0) throw new ContentError(faults)
  return { cards: value, programs, lineOf }
}
