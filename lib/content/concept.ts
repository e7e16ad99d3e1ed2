import 'server-only'
import { z } from 'zod'
import type { Localized } from '@/lib/quiz/item'
import { localized } from '@/lib/quiz/written'
import { throwFaults } from './fault'
import { contentFolder, isKept, readYamlLines } from './folder'

const conceptId = z.string().regex(/^[a-z][a-z0-9-]*$/)
const conceptSchema = z.strictObject({
  name: localized,
  misconceptions: z.array(localized),
  /** Concepts that have to be known before. */
  needs: z.array(conceptId).default([]),
  /** Concepts that learners take this one for; said of one of the two. */
  confusedWith: z.array(conceptId).default([]),
  /** True for what nothing else is built on: one item may be enough for it. */
  extra: z.boolean().default(false),
})
const conceptsSchema = z.record(conceptId, conceptSchema)

/** What items are evidence of. Misconceptions are numbered from 1: `concept#n`. */
export type Concept = {
  readonly id: string
  readonly name: Localized
  readonly misconceptions: readonly { readonly id: string; readonly name: Localized }[]
  /** Concepts that have to be known before. */
  readonly needs: readonly string[]
  /** Concepts that learners take this one for, and the other way round. */
  readonly confusedWith: readonly string[]
  /** True for what nothing else is built on: one item may be enough for it. */
  readonly isExtra: boolean
}

let shared: ReadonlyMap<string, Concept> | null = null

/** All concepts of the course by id. */
export function concepts(root: string = contentFolder()): ReadonlyMap<string, Concept> {
  if (!isKept(root)) return readConcepts(root)
  shared ??= readConcepts(root)
  return shared
}

function readConcepts(root: string): ReadonlyMap<string, Concept> {
  const { value: file, lineOf } = readYamlLines(root, 'concepts.yaml', conceptsSchema, 'item')
  const pairs = Object.entries(file).flatMap(([id, { confusedWith }]) =>
    confusedWith.map((other) => [id, other]),
  )
  const named = Object.entries(file).flatMap(([id, { confusedWith, needs }]) => [
    ...confusedWith.map((other) => ({ id, field: 'confusedWith', other })),
    ...needs.map((other) => ({ id, field: 'needs', other })),
  ])
  throwFaults(
    named.flatMap(({ id, field, other }) => {
      if (file[other] && other !== id) return []
      const message = `"${other}" is no other concept of concepts.yaml`
      return [{ file: 'concepts.yaml', line: lineOf([id, field]), code: 'item' as const, message }]
    }),
  )
  const othersOf = (id: string) =>
    pairs.flatMap((pair) => (pair.includes(id) ? pair.filter((one) => one !== id) : []))
  return new Map(
    Object.entries(file).map(([id, { name, misconceptions, needs, extra }]) => [
      id,
      {
        id,
        name,
        misconceptions: misconceptions.map((text, i) => ({ id: `${id}#${i + 1}`, name: text })),
        needs,
        confusedWith: [...new Set(othersOf(id))],
        isExtra: extra,
      },
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
