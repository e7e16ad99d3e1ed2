import 'server-only'
import { z } from 'zod'
import type { Localized } from '@/lib/quiz/item'
import { localized } from '@/lib/quiz/written'
import { checkItems } from './check-items'
import { ContentError, type ContentFault } from './fault'
import { contentFolder, hasContent, isKept, readContent, readYaml } from './folder'
import { type FrontMatter, frontOf, headingsOf, type Section } from './front'
import { identityFaults } from './identity'
import { readItemFile } from './quiz-file'

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug has lower-case letters, digits and hyphens')
const curriculumSchema = z.strictObject({
  modules: z
    .array(
      z.strictObject({
        id: slug,
        title: localized,
        /** Empty while none of the module's lessons is written. */
        lessons: z.array(z.strictObject({ slug, after: z.array(slug) })),
      }),
    )
    .min(1),
  /** The simulator that the front page shows. */
  front: z.strictObject({ lesson: slug, sim: slug }),
  /** Slugs that were lessons once → the lesson that took their place. */
  retired: z.record(slug, slug),
  /** Addresses of lessons, current or retired → sections that stood there once and stand elsewhere now. */
  moved: z.record(slug, z.array(slug)).default({}),
})

export type CatalogSection = { readonly id: string; readonly title: Localized }
export type CatalogLesson = {
  readonly slug: string
  readonly module: string
  readonly title: Localized
  readonly summary: Localized
  /** What it is looked for by, a line each, that its words do not say. */
  readonly tags: Localized
  readonly minutes: number
  /** Lessons that come before this one. */
  readonly after: readonly string[]
  readonly sections: readonly CatalogSection[]
  readonly itemIds: readonly string[]
  /** Those of its items by which somebody shows that they know it. */
  readonly check: readonly string[]
}
export type Catalog = {
  /** Those that have a lesson. */
  readonly modules: readonly {
    readonly id: string
    readonly title: Localized
    readonly lessons: readonly string[]
  }[]
  /** In the order of the curriculum. */
  readonly lessons: readonly CatalogLesson[]
  /** The simulator that the front page shows, and the lesson that it is of. */
  readonly front: { readonly lesson: string; readonly sim: string }
  /** Retired slug → current slug. */
  readonly retired: Readonly<Record<string, string>>
  /** Slug, current or retired → ids of sections that stood there once and stand elsewhere now. */
  readonly moved: Readonly<Record<string, readonly string[]>>
}

let shared: Catalog | null = null

/** The curriculum with what each lesson's own files say of it. Throws a `ContentError` when they disagree. */
export function catalog(root: string = contentFolder()): Catalog {
  if (!isKept(root)) return readCatalog(root)
  shared ??= readCatalog(root)
  return shared
}

/** A lesson by its current slug, or null. */
export function catalogLesson(slugOfLesson: string, root: string = contentFolder()): CatalogLesson | null {
  return catalog(root).lessons.find((lesson) => lesson.slug === slugOfLesson) ?? null
}

/** Sections that links may still look for in a lesson, or in one that was retired in its favour, each with the slug of
 *  the lesson that has it now. */
export function movedFrom(
  slugOfLesson: string,
  root: string = contentFolder(),
): { readonly section: string; readonly lesson: string }[] {
  const { lessons, retired, moved } = catalog(root)
  const addresses = Object.keys(moved).filter((old) => (retired[old] ?? old) === slugOfLesson)
  return addresses
    .flatMap((old) => moved[old] ?? [])
    .flatMap((section) =>
      lessons
        .filter(({ slug, sections }) => slug !== slugOfLesson && sections.some(({ id }) => id === section))
        .map((now) => ({ section, lesson: now.slug })),
    )
}

function readCatalog(root: string): Catalog {
  const file = readYaml(root, 'curriculum.yaml', curriculumSchema, 'reference')
  const lessons = file.modules.flatMap((module) =>
    module.lessons.map((lesson) => readLesson(root, module.id, lesson.slug, lesson.after)),
  )
  const faults = [
    ...referenceFaults(lessons, file),
    ...identityFaults(root, [...new Set(lessons.map((lesson) => lesson.slug))]),
  ]
  if (faults.length > 0) throw new ContentError(faults)
  const modules = file.modules
    .filter((module) => module.lessons.length > 0)
    .map(({ id, title, lessons: inside }) => ({ id, title, lessons: inside.map((lesson) => lesson.slug) }))
  return { modules, lessons, front: file.front, retired: file.retired, moved: file.moved }
}

function readLesson(root: string, module: string, lesson: string, after: readonly string[]): CatalogLesson {
  const ko = headOf(root, `${lesson}/ko.mdx`)
  const en = headOf(root, `${lesson}/en.mdx`)
  const items = hasContent(root, `${lesson}/items.yaml`) ? readItemFile(root, lesson).items : []
  return {
    slug: lesson,
    module,
    title: { ko: ko.front.title, en: en.front.title },
    summary: { ko: ko.front.summary, en: en.front.summary },
    tags: { ko: ko.front.tags.join('\n'), en: en.front.tags.join('\n') },
    minutes: ko.front.minutes,
    after,
    sections: pairSections(lesson, ko.sections, en.sections),
    itemIds: items.map(({ id }) => id),
    check: checkItems(items),
  }
}

function headOf(root: string, file: string): { front: FrontMatter; sections: readonly Section[] } {
  const text = readContent(root, file)
  return { front: frontOf(text, file), sections: headingsOf(text, file) }
}

function pairSections(lesson: string, ko: readonly Section[], en: readonly Section[]): CatalogSection[] {
  const length = Math.max(ko.length, en.length)
  return Array.from({ length }, (_, i) => {
    const [korean, english] = [ko[i], en[i]]
    if (korean && english && korean.id === english.id)
      return { id: korean.id, title: { ko: korean.title, en: english.title } }
    const message = `section ${i + 1} is "${korean?.id ?? 'missing'}" in Korean and "${english?.id ?? 'missing'}" in English`
    throw new ContentError([
      { file: `${lesson}/en.mdx`, line: english?.line ?? null, code: 'parity', message },
    ])
  })
}

function referenceFaults(
  lessons: readonly CatalogLesson[],
  { front, retired, moved }: z.infer<typeof curriculumSchema>,
): ContentFault[] {
  const messages: string[] = []
  const seen = new Set<string>()
  for (const lesson of lessons) {
    for (const before of lesson.after)
      if (!seen.has(before))
        messages.push(`${lesson.slug} comes after ${before}, which does not stand before it`)
    if (seen.has(lesson.slug)) messages.push(`${lesson.slug} appears twice`)
    seen.add(lesson.slug)
  }
  for (const [old, now] of Object.entries(retired)) {
    if (seen.has(old)) messages.push(`${old} is retired and still a lesson`)
    if (!seen.has(now)) messages.push(`${old} redirects to ${now}, which is no lesson`)
  }
  for (const [old, sections] of Object.entries(moved)) {
    const here = retired[old] ?? old
    if (!seen.has(here)) messages.push(`sections moved from ${old}, which is no lesson and was none`)
    for (const id of sections) {
      const now = lessons.find((lesson) => lesson.sections.some((section) => section.id === id))
      if (!now) messages.push(`the section ${id} moved from ${old} to no lesson`)
      if (now?.slug === old) messages.push(`the section ${id} moved from ${old} and still stands there`)
    }
  }
  if (!seen.has(front.lesson)) messages.push(`the front page shows ${front.lesson}, which is no lesson`)
  return messages.map((message) => ({ file: 'curriculum.yaml', line: null, code: 'reference', message }))
}
