import 'server-only'
import { z } from 'zod'
import type { Localized } from '@/lib/quiz/item'
import { conceptOf } from '@/lib/quiz/item'
import { localized } from '@/lib/quiz/written'
import { cardsAsAsked } from './card'
import { type CatalogLesson, catalog } from './catalog'
import { throwFaults } from './fault'
import { contentFolder, hasContent, isKept, readYamlLines } from './folder'
import { readItemFile } from './quiz-file'

const name = z.string().regex(/^[a-z][a-z0-9-]*$/)
const names = z.array(name)
const stepSchema = z.strictObject({
  lesson: name,
  day: z.int().min(1),
  minutes: z.int().min(1),
  /** Taught on this way; left out: all of the lesson's. */
  concepts: names.optional(),
  /** Needed on this way and not taught: the glossary says enough. */
  brief: names.default([]),
  skip: names.default([]),
})
const fileSchema = z.strictObject({
  later: names,
  paths: z.record(
    name,
    z.strictObject({
      title: localized,
      lead: localized,
      days: z.int().min(1),
      steps: z.array(stepSchema).min(1),
      practice: z.strictObject({ concepts: names.min(1), minutes: z.int().min(1) }),
    }),
  ),
})

/** One lesson of a way, or the part of it that the way takes. */
export type PathStep = {
  readonly lesson: string
  readonly day: number
  readonly minutes: number
  /** Of the lesson, in its order; empty where only words are needed. */
  readonly sections: readonly string[]
  /** The items that show that the step was done. */
  readonly itemIds: readonly string[]
  readonly brief: readonly string[]
}
export type LearningPath = {
  readonly id: string
  readonly title: Localized
  readonly lead: Localized
  readonly days: number
  /** Of all steps and the practice together. */
  readonly minutes: number
  readonly steps: readonly PathStep[]
  /** The last thing to do, on the last day: the interview cards of what matters most, the most asked first. */
  readonly practice: { readonly cards: readonly string[]; readonly minutes: number }
}

let shared: readonly LearningPath[] | null = null

/** The ways through the course, of lessons that are there. None where content has no such file. Throws a `ContentError`. */
export function learningPaths(root: string = contentFolder()): readonly LearningPath[] {
  if (!isKept(root)) return readPaths(root)
  shared ??= readPaths(root)
  return shared
}

/** The way with this id. */
export function learningPath(id: string): LearningPath | undefined {
  return learningPaths().find((path) => path.id === id)
}

function readPaths(root: string): LearningPath[] {
  const file = 'paths.yaml'
  if (!hasContent(root, file)) return []
  const { value, lineOf } = readYamlLines(root, file, fileSchema, 'reference')
  const { lessons } = catalog(root)
  const isThere = (slug: string) => lessons.some((lesson) => lesson.slug === slug)
  const complain = (path: readonly PropertyKey[], message: string) => [
    { file, line: lineOf(path), code: 'reference' as const, message },
  ]
  throwFaults([
    ...Object.entries(value.paths).flatMap(([id, { steps }]) =>
      steps.flatMap(({ lesson }, i) =>
        isThere(lesson) || value.later.includes(lesson)
          ? []
          : complain(['paths', id, 'steps', i], `${lesson} is no lesson, and none that is to come`),
      ),
    ),
    ...Object.entries(value.paths).flatMap(([id, { practice }]) =>
      practice.concepts.flatMap((concept, i) =>
        cardsOf([concept], root).length > 0
          ? []
          : complain(['paths', id, 'practice', 'concepts', i], `${concept} has no interview card`),
      ),
    ),
  ])
  return Object.entries(value.paths).map(([id, { title, lead, days, steps, practice }]) => {
    const own = steps.filter(({ lesson }) => isThere(lesson)).map((step) => stepOf(step, lessons, root))
    const minutes = own.reduce((sum, step) => sum + step.minutes, practice.minutes)
    const cards = cardsOf(practice.concepts, root)
    return {
      id,
      title,
      lead,
      minutes,
      practice: { cards, minutes: practice.minutes },
      ...denseDays(days, own),
    }
  })
}

/** Ids of the interview cards of concepts, in the order in which they are asked. */
function cardsOf(concepts: readonly string[], root: string): string[] {
  const own = cardsAsAsked('en', root).filter(({ id }) => concepts.includes(conceptOf(id)))
  return own.map(({ id }) => id)
}

/** A day whose lessons are all to come is none. */
function denseDays(days: number, steps: readonly PathStep[]): Pick<LearningPath, 'days' | 'steps'> {
  const used = [...new Set(steps.map(({ day }) => day))].sort((a, b) => a - b)
  return {
    days: Math.min(days, used.length),
    steps: steps.map((step) => ({ ...step, day: used.indexOf(step.day) + 1 })),
  }
}

function stepOf(
  { lesson, day, minutes, concepts, brief, skip }: z.infer<typeof stepSchema>,
  lessons: readonly CatalogLesson[],
  root: string,
): PathStep {
  const own = lessons.find(({ slug }) => slug === lesson)
  const items = hasContent(root, `${lesson}/items.yaml`) ? readItemFile(root, lesson).items : []
  const taken = items.filter(({ id }) => {
    const concept = conceptOf(id)
    return (concepts?.includes(concept) ?? true) && !skip.includes(concept)
  })
  const wanted = new Set(taken.map(({ section }) => section))
  const sections = (own?.sections ?? []).map(({ id }) => id)
  return {
    lesson,
    day,
    minutes,
    sections: concepts === undefined ? sections : sections.filter((id) => wanted.has(id)),
    itemIds: taken.map(({ id }) => id),
    brief,
  }
}
