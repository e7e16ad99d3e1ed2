import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type CatalogLesson, catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import type { ClassFailure } from './failure'
import { act } from './right'

/** The lessons that a class has chosen, as they are now: of one that was retired its successor, once, and of one that is gone
 *  nothing. Empty: it has chosen none, and has the whole course.
 *  @param course as the class keeps it */
export function chosenLessons(course: readonly string[]): readonly CatalogLesson[] {
  const { lessons, retired } = catalog()
  const slugs = new Set(course.map((slug) => retired[slug] ?? slug))
  return [...slugs].flatMap((slug) => lessons.find((lesson) => lesson.slug === slug) ?? [])
}

/** A class's course, and the lessons that there are beside it, both in their order.
 *  The caller has established that the viewer may see the class. */
export async function courseOf(
  classroomId: string,
): Promise<{ readonly inside: readonly CatalogLesson[]; readonly outside: readonly CatalogLesson[] }> {
  const { lessons } = catalog()
  const row = isId(classroomId)
    ? await db.classroom.findUnique({ where: { id: classroomId }, select: { course: true } })
    : null
  const chosen = chosenLessons(row?.course ?? [])
  if (chosen.length === 0) return { inside: lessons, outside: [] }
  return { inside: chosen, outside: lessons.filter(({ slug }) => !chosen.some((one) => one.slug === slug)) }
}

const slugs = z.array(z.string())

/** Makes the course of a class of these lessons. For who teaches the class. What was answered to other lessons stays, and they stay
 *  open to everybody.
 *  @param input slugs of lessons, each once, in the order of the course; none: the whole course */
export async function setCourse(
  viewer: Viewer,
  classroomId: string,
  input: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const known = new Set(catalog().lessons.map(({ slug }) => slug))
  const asked = slugs.max(known.size).safeParse(input)
  const isCourse =
    asked.success &&
    asked.data.every((slug) => known.has(slug)) &&
    new Set(asked.data).size === asked.data.length
  if (!isCourse) return { ok: false, code: 'course-ill-formed' }
  const course = asked.data
  const done = await act(
    viewer,
    classroomId,
    async (tx, where) => {
      // Of two who save at once the later one knows what the earlier one left.
      const [before] = await tx.$queryRaw<{ course: string[] }[]>`
        SELECT "course" FROM "Classroom" WHERE "id" = ${classroomId}::uuid FOR NO KEY UPDATE`
      const isNew = before?.course.join(' ') !== course.join(' ')
      if (isNew) await tx.classroom.updateMany({ where, data: { course } })
      return { ok: true, isNew } as const
    },
    ({ isNew }) => (isNew ? [{ kind: 'course_set', count: course.length, about: course.join(' ') }] : []),
  )
  return done.ok ? { ok: true } : done
}
