import 'server-only'
import { z } from 'zod'
import type { ItemKind, RunConfig } from '@/lib/quiz/item'
import { KINDS } from '@/lib/quiz/kind/table'
import { localized, type runFields } from '@/lib/quiz/written'
import { ContentError } from './fault'
import { type LineOf, readYamlLines } from './folder'

/** What is put for what: numbers may stand without quotes. */
const changes = z.record(z.string().min(1), z.union([z.string(), z.number()]).transform(String)).default({})
/** The same item with other numbers and names. */
const variantSchema = z.strictObject({
  /** In its program: text that stands there once, and what stands there instead. */
  edit: changes,
  /** In all that is said of it, in both languages: words and numbers, and what stands there instead. */
  words: changes,
  /** Fields that are written anew. */
  instead: z.record(z.string(), z.unknown()).default({}),
})
export type WrittenVariant = z.output<typeof variantSchema>

const base = {
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'an item is named like "concept.slug"'),
  section: z.string(),
  stem: localized,
  hint: localized.optional(),
  explanation: localized,
  points: z.int().min(1).max(10).default(1),
  variants: z.array(variantSchema).max(4).default([]),
}
const [first, ...rest] = Object.entries(KINDS).flatMap(([kind, { file }]) =>
  file ? [z.strictObject({ kind: z.literal(kind), ...base, ...file.fields })] : [],
)
/** Every item has the fields of all and those of its kind, which the row of the kind reads. */
const itemSchema = z.discriminatedUnion('kind', [
  first as z.ZodObject,
  ...rest,
]) as unknown as z.ZodType<FileItem>
const itemsSchema = z.array(itemSchema)

export type FileItem = z.output<z.ZodObject<typeof base>> & { readonly kind: Exclude<ItemKind, 'card'> }

/** What an item would be if it were written so; complaints of what is wrong with it in one line. */
export function parseItem(written: unknown): FileItem | string {
  const { success, data, error } = itemSchema.safeParse(written)
  return success ? data : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}

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

/** The engine's configuration, every assumption spelled out. */
export function configOf(run: z.infer<z.ZodObject<typeof runFields>>): RunConfig {
  const { cores, policy, quantum, seed } = run
  return { cores, policy, seed, ...(quantum === undefined ? {} : { quantum }) }
}
