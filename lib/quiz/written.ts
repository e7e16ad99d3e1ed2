import { z } from 'zod'

// How items are written, where several kinds write the same. The fields of one kind alone stand in its row.

/** Text in both languages, as every YAML file of content writes it. */
export const localized = z.strictObject({ ko: z.string().trim().min(1), en: z.string().trim().min(1) })

/** How a program is run, as items, cards and widgets write it. */
export const runFields = {
  cores: z.int().min(1).max(8).default(1),
  policy: z.enum(['fifo', 'rr', 'priority', 'mlfq', 'fair']).default('rr'),
  quantum: z.int().min(1).max(1000).optional(),
  /** 0 makes the choice of the textbook each time: full quanta, first come first served. */
  seed: z.int().min(0).default(0),
}
export const programName = z.string().regex(/^[a-z0-9-]+\.c$/, 'a program is named like "two-flows.c"')
export const program = z.strictObject({ file: programName, ...runFields })
const scene = z.strictObject({
  file: programName,
  ...runFields,
  schedule: z.string().optional(),
  /** The scene opens where this line is about to run for the first time. */
  line: z.int().min(1),
})
export const misconceptionName = z
  .string()
  .regex(/^[a-z0-9-]+#\d+$/, 'a misconception is named like "copy-on-write#1"')
/** What is said to who fell for something. */
export const remedy = {
  misconception: misconceptionName.optional(),
  feedback: localized.optional(),
  scene: scene.optional(),
}
/** The name of a thing inside an item. */
export const partId = z.string().regex(/^[A-Za-z0-9]$/, 'parts of an item are named by one letter or digit')
/** A thing that is shown. */
export const named = z.strictObject({ id: partId, text: localized })
export const optionId = z.string().regex(/^[a-f]$/, 'option ids are a, b, c … so that they tell nothing')
export const option = z.strictObject({
  id: optionId,
  text: localized,
  correct: z.boolean().default(false),
  ...remedy,
})
/** A wrong output that was foreseen. */
export const slip = z.strictObject({ stdout: z.string(), ...remedy })

export type WrittenRun = z.output<typeof program>
export type WrittenScene = z.output<typeof scene>
export type WrittenRemedy = {
  readonly misconception?: string | undefined
  readonly feedback?: z.output<typeof localized> | undefined
  readonly scene?: WrittenScene | undefined
}
export type WrittenOption = z.output<typeof option>
export type WrittenSlip = z.output<typeof slip>
