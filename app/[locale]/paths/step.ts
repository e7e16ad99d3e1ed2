import { catalogLesson } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { conceptPlaces } from '@/lib/content/concept-place'
import { glossary } from '@/lib/content/glossary'
import type { LearningPath, PathStep } from '@/lib/content/path'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { isWhole, sectionHref } from './step-href'

/** What a step asks for, under a title: passages to read, or words to look up. */
export type StepPart = {
  readonly title: string
  readonly links: readonly { readonly text: string; readonly href: string }[]
}

/** What of its lesson a step takes, where that is not all, and the words that it needs besides. */
export function stepParts(path: LearningPath, step: PathStep, locale: Locale): StepPart[] {
  const m = messages(locale).path
  const all = catalogLesson(step.lesson)?.sections ?? []
  const read = isWhole(step) ? [] : all.filter(({ id }) => step.sections.includes(id))
  const parts = [
    {
      title: m.sections,
      links: read.map(({ id, title }) => ({
        text: title[locale],
        href: sectionHref(path, step.lesson, id, locale),
      })),
    },
    {
      title: m.brief,
      links: step.brief.map((concept) => ({
        text: nameOf(concept, locale),
        href: briefHref(concept, path, locale),
      })),
    },
  ]
  return parts.filter(({ links }) => links.length > 0)
}

function nameOf(concept: string, locale: Locale): string {
  return glossary().get(concept)?.name[locale] ?? concepts().get(concept)?.name[locale] ?? concept
}

/** Where a concept that is only touched is explained: in a sentence of the glossary, or else in the section that asks about it. */
function briefHref(concept: string, path: LearningPath, locale: Locale): string {
  const place = conceptPlaces().get(concept)
  if (glossary().has(concept) || !place) return `/${locale}/glossary/${concept}`
  return sectionHref(path, place.lesson, place.section, locale)
}
