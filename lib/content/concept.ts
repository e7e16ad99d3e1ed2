import 'server-only'
import { z } from 'zod'
import type { Localized } from '@/lib/quiz/item'
import { localized } from '@/lib/quiz/written'
import { contentFolder, isKept, readYaml } from './folder'

const conceptSchema = z.strictObject({ name: localized, misconceptions: z.array(localized) })
const conceptsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), conceptSchema)

/** What items are evidence of. Misconceptions are numbered from 1: `concept#n`. */
export type Concept = {
  readonly id: string
  readonly name: Localized
  readonly misconceptions: readonly { readonly id: string; readonly name: Localized }[]
}

let shared: ReadonlyMap<string, Concept> | null = null

/** All concepts of the course by id. */
export function concepts(root: string = contentFolder()): ReadonlyMap<string, Concept> {
  if (!isKept(root)) return readConcepts(root)
  shared ??= readConcepts(root)
  return shared
}

function readConcepts(root: string): ReadonlyMap<string, Concept> {
  const file = readYaml(root, 'concepts.yaml', conceptsSchema, 'item')
  return new Map(
    Object.entries(file).map(([id, { name, misconceptions }]) => [
      id,
      { id, name, misconceptions: misconceptions.map((text, i) => ({ id: `${id}#${i + 1}`, name: text })) },
    ]),
  )
}

/** A misconception by its id `concept#n`, or null when there is none. */
export function misconception(
  all: ReadonlyMap<string, Concept>,
  id: string,
): { readonly id: string; readonly name: Localized } | null {
  const concept = all.get(id.split('#', 1)[0] ?? '')
  return concept?.misconceptions.find((m) => m.id === id) ?? null
}
