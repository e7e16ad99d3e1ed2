import { catalogLesson } from '@/lib/content/catalog'
import { type LearningPath, learningPaths } from '@/lib/content/path'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { type StepPart, stepParts } from './step'
import { isWhole, stepHref } from './step-href'

/** A link to what stands before or after a lesson. */
export type Neighbour = { readonly says: string; readonly title: string; readonly href: string }

/** A lesson as a step of a way. */
export type LessonWay = {
  readonly path: string
  readonly title: string
  readonly planHref: string
  /** Which step of how many, in words. */
  readonly place: string
  readonly parts: readonly StepPart[]
  /** Ids of the sections that the way takes, in their order; empty where it takes them all or only words. */
  readonly sections: readonly string[]
  /** Which questions of the lesson's quiz the step takes, and their numbers, from 1; null where it takes them all. */
  readonly questions: readonly { readonly id: string; readonly number: number }[] | null
  /** True where the step is words alone, so that nothing of the text belongs to it. */
  readonly isWords: boolean
  readonly before: Neighbour | null
  readonly after: Neighbour
}

/** The ways that a lesson is on. */
export function lessonWays(slug: string, locale: Locale): LessonWay[] {
  return learningPaths().flatMap((path) => wayOf(path, slug, locale) ?? [])
}

function wayOf(path: LearningPath, slug: string, locale: Locale): LessonWay | null {
  const m = messages(locale).path
  const at = path.steps.findIndex(({ lesson }) => lesson === slug)
  const step = path.steps[at]
  if (!step) return null
  const all = catalogLesson(slug)?.itemIds ?? []
  // The practice is the last step.
  const place = (index: number) => m.step(index + 1, path.steps.length + 1)
  const beside = (index: number): Neighbour => {
    const other = path.steps[index]
    if (!other)
      return {
        says: place(index),
        title: m.practice(path.practice.cards.length),
        href: stepHref(path, undefined, locale),
      }
    const title = catalogLesson(other.lesson)?.title[locale] ?? other.lesson
    return { says: place(index), title, href: stepHref(path, other, locale) }
  }
  return {
    path: path.id,
    title: path.title[locale],
    planHref: `/${locale}/paths/${path.id}`,
    place: place(at),
    parts: stepParts(path, step, locale),
    sections: isWhole(step) ? [] : step.sections,
    questions: all.every((id) => step.itemIds.includes(id))
      ? null
      : step.itemIds.map((id) => ({ id, number: all.indexOf(id) + 1 })),
    isWords: step.sections.length === 0,
    before: at > 0 ? beside(at - 1) : null,
    after: beside(at + 1),
  }
}
