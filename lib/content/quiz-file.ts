import 'server-only'
import { z } from 'zod'
import type { RunConfig } from '@/lib/quiz/item'
import { localized } from './concept'
import { ContentError } from './fault'
import { type LineOf, readYamlLines } from './folder'

/** How a program is run, as items, cards and widgets write it. */
export const runFields = {
  cores: z.int().min(1).max(8).default(1),
  policy: z.enum(['fifo', 'rr', 'priority', 'mlfq', 'fair']).default('rr'),
  quantum: z.int().min(1).max(1000).optional(),
  /** 0 makes the choice of the textbook each time: full quanta, first come first served. */
  seed: z.int().min(0).default(0),
}
const programName = z.string().regex(/^[a-z0-9-]+\.c$/, 'a program is named like "two-flows.c"')
const programSchema = z.strictObject({ file: programName, ...runFields })
const sceneSchema = z.strictObject({
  file: programName,
  ...runFields,
  schedule: z.string().optional(),
  /** The scene opens where this line is about to run for the first time. */
  line: z.int().min(1),
})
const remedy = {
  misconception: z
    .string()
    .regex(/^[a-z0-9-]+#\d+$/, 'a misconception is named like "copy-on-write#1"')
    .optional(),
  feedback: localized.optional(),
  scene: sceneSchema.optional(),
}
const optionSchema = z.strictObject({
  id: z.string().regex(/^[a-f]$/, 'option ids are a, b, c … so that they tell nothing'),
  text: localized,
  correct: z.boolean().default(false),
  ...remedy,
})
const slipSchema = z.strictObject({ stdout: z.string(), ...remedy })
const itemBase = {
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'an item is named like "concept.slug"'),
  section: z.string(),
  stem: localized,
  hint: localized.optional(),
  explanation: localized,
  points: z.int().min(1).max(10).default(1),
}
const itemSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    ...itemBase,
    program: programSchema.optional(),
    /** What the run decides: the right option's last number, or its text, is that; no wrong option's is. */
    of: z.enum(['stdout', 'status', 'copies', 'threads']).optional(),
    options: z.array(optionSchema).min(3).max(4),
  }),
  z.strictObject({
    kind: z.literal('multi'),
    ...itemBase,
    program: programSchema.optional(),
    /** The options are outputs: right are those that some run prints. */
    of: z.literal('outputs').optional(),
    options: z.array(optionSchema).min(3).max(6),
  }),
  z.strictObject({
    kind: z.literal('predict'),
    ...itemBase,
    program: programSchema,
    slips: z.array(slipSchema).min(1),
  }),
  z.strictObject({
    kind: z.literal('schedule'),
    ...itemBase,
    program: programSchema,
    outcome: z.strictObject({
      stdout: z.string().nullable().default(null),
      status: z.int().nullable().default(null),
      deadlock: z.boolean().nullable().default(null),
    }),
    maxSteps: z.int().min(100).max(1_000_000).default(100_000),
    slips: z.array(slipSchema),
  }),
])
const itemsSchema = z.array(itemSchema)

export type FileItem = z.infer<typeof itemSchema>
export type FileRun = z.infer<typeof programSchema>
export type FileScene = z.infer<typeof sceneSchema>
export type FileOption = z.infer<typeof optionSchema>
export type FileSlip = z.infer<typeof slipSchema>

/** A lesson's `items.yaml` as it is written: nothing computed yet. Throws a `ContentError` with lines. */
export function readItemFile(root: string, lesson: string): { items: readonly FileItem[]; lineOf: LineOf } {
  const file = `${lesson}/items.yaml`
  const { value: items, lineOf } = readYamlLines(root, file, itemsSchema, 'item')
  const faults = items.flatMap((item, i) =>
    items.findIndex((other) => other.id === item.id) < i
      ? [{ file, line: lineOf([i]), code: 'item' as const, message: `the item id "${item.id}" is taken` }]
      : [],
  )
  if (faults.length > 0) throw new ContentError(faults)
  return { items, lineOf }
}

/** Ids of a lesson's items, in order. Runs nothing. */
export function itemIdsOf(root: string, lesson: string): string[] {
  return readItemFile(root, lesson).items.map((item) => item.id)
}

/** The engine's configuration, every assumption spelled out. */
export function configOf(run: z.infer<z.ZodObject<typeof runFields>>): RunConfig {
  const { cores, policy, quantum, seed } = run
  return { cores, policy, seed, ...(quantum === undefined ? {} : { quantum }) }
}
