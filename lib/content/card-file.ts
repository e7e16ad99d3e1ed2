import 'server-only'
import { z } from 'zod'
import { localized, runFields } from '@/lib/quiz/written'
import { type ContentFault, throwFaults } from './fault'
import { hasContent, type LineOf, programsOf, readYamlLines } from './folder'

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
  const { value: cards, lineOf } = readYamlLines(root, file, z.array(cardSchema).min(1), 'item')
  const programs = programsOf(root, lesson)
  const faults: ContentFault[] = cards.flatMap(({ proof }, i) => {
    if (programs[proof.file] !== undefined) return []
    const message = `there is no program ${proof.file}`
    return [{ file, line: lineOf([i, 'proof', 'file']), code: 'program' as const, message }]
  })
  throwFaults(faults)
  return { lesson, file, cards, programs, lineOf }
}
