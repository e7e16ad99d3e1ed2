import 'server-only'
import { z } from 'zod'
import { localized, runFields } from '@/lib/quiz/written'
import { type ContentFault, throwFaults } from './fault'
import { hasContent, type LineOf, programsOf, readYamlLines } from './folder'
import { questions } from './question'

const words = z.array(z.string().trim().min(2)).min(1)
const wordLists = z.strictObject({ ko: words, en: words })

const cardSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'a card is named like "concept.card"'),
  section: z.string(),
  /** The question of questions.yaml that it answers, where its id does not end in it. */
  asks: z
    .string()
    .regex(/^q\d{3}$/)
    .optional(),
  question: localized,
  /** What a full answer says, each checkable by itself. `terms`: words and their like that show that it was said. */
  points: z
    .array(z.strictObject({ text: localized, detail: localized, terms: wordLists.optional() }))
    .min(2)
    .max(6),
  /** The imprecise answer that is often given, and what is wrong with it. */
  common: localized.optional(),
  /** Model answers, for half a minute and for two minutes. */
  short: localized,
  long: localized,
  /** `point`: the one, from 1, whose absence asks for this. */
  followUps: z
    .array(
      z.strictObject({ question: localized, answer: localized, point: z.int().min(1).max(6).optional() }),
    )
    .min(2),
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
/** One for all files: what was read once is known again by its schema. */
const cardsSchema = z.array(cardSchema).min(1)

/** A lesson's `cards.yaml` as it is written, with the programs beside it. */
export type CardFile = {
  readonly lesson: string
  readonly file: string
  readonly cards: readonly FileCard[]
  readonly programs: Readonly<Record<string, string>>
  readonly lineOf: LineOf
}

/** The interview cards of one lesson; null when it has none. Throws a `ContentError` with lines. */
export function readCardFile(root: string, lesson: string): CardFile | null {
  const file = `${lesson}/cards.yaml`
  if (!hasContent(root, file)) return null
  const { value: cards, lineOf } = readYamlLines(root, file, cardsSchema, 'item')
  const programs = programsOf(root, lesson)
  const known = questions(root)
  const faults: ContentFault[] = cards.flatMap((card, i) => {
    const complain = (path: readonly PropertyKey[], code: 'program' | 'reference', message: string) => ({
      file,
      line: lineOf([i, ...path]),
      code,
      message,
    })
    const { proof, asks, points, followUps } = card
    return [
      ...(programs[proof.file] === undefined
        ? [complain(['proof', 'file'], 'program', `there is no program ${proof.file}`)]
        : []),
      ...(asks !== undefined && !known.has(asks)
        ? [complain(['asks'], 'reference', `questions.yaml has no ${asks}`)]
        : []),
      ...followUps.flatMap(({ point = 1 }, at) =>
        point > points.length
          ? [complain(['followUps', at, 'point'], 'reference', `there is no point ${point}`)]
          : [],
      ),
    ]
  })
  throwFaults(faults)
  return { lesson, file, cards, programs, lineOf }
}
