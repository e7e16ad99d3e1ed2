import 'server-only'
import { displayName } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { type ClassFailure, NOT_FOUND } from './failure'
import { actAlone, look } from './right'

/** A part of a class, with how many learn in it now. */
export type ClassSection = { readonly id: string; readonly name: string; readonly learners: number }

/** A class has so many at most. */
export const MAX_SECTIONS = 50

/** The sections of a class by name, for who looks at it; none of a class that is not theirs. */
export async function sectionsOf(viewer: Viewer, classroomId: string): Promise<readonly ClassSection[]> {
  if (!(await look(viewer, classroomId, null))) return []
  const learns = { where: { role: 'learner', status: 'active' } } as const
  const rows = await db.classSection.findMany({
    where: { classroomId },
    select: { id: true, name: true, _count: { select: { members: learns } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_SECTIONS,
  })
  return rows.map(({ id, name, _count }) => ({ id, name, learners: _count.members }))
}

/** Makes a section, or calls one otherwise. For who teaches the class.
 *  @param id of one; null: a new one
 *  @param input its name, which no other section of the class has */
export async function nameSection(
  viewer: Viewer,
  classroomId: string,
  id: string | null,
  input: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const name = displayName.safeParse(input)
  if (!name.success) return { ok: false, code: 'name-ill-formed' }
  return actAlone(
    viewer,
    classroomId,
    async (tx): Promise<{ ok: true } | ClassFailure> => {
      const same = await tx.classSection.findFirst({ where: { classroomId, name: name.data } })
      if (same && same.id !== id) return { ok: false, code: 'section-taken' }
      if (id !== null) {
        const { count } = await tx.classSection.updateMany({
          where: { id, classroomId },
          data: { name: name.data },
        })
        return count > 0 ? { ok: true } : NOT_FOUND
      }
      if ((await tx.classSection.count({ where: { classroomId } })) >= MAX_SECTIONS)
        return { ok: false, code: 'too-many-sections' }
      await tx.classSection.create({ data: { classroomId, name: name.data } })
      return { ok: true }
    },
    () => [{ kind: id === null ? 'section_made' : 'section_renamed', about: name.data }],
  )
}

/** Takes a section apart: who was in it is in none. Not while an assignment is for it. For who teaches the class. */
export async function dropSection(
  viewer: Viewer,
  classroomId: string,
  id: string,
): Promise<{ ok: true } | ClassFailure> {
  const done = await actAlone(
    viewer,
    classroomId,
    async (tx): Promise<{ ok: true; name: string } | ClassFailure> => {
      const section = await tx.classSection.findFirst({ where: { id, classroomId } })
      if (!section) return NOT_FOUND
      if ((await tx.assignment.count({ where: { sectionId: id } })) > 0)
        return { ok: false, code: 'section-assigned' }
      await tx.classSection.delete({ where: { id } })
      return { ok: true, name: section.name }
    },
    ({ name }) => [{ kind: 'section_dropped', about: name }],
  )
  return done.ok ? { ok: true } : done
}

/** Puts learners of a class into one of its sections, or into none; who was in another leaves it. For who teaches the class.
 *  @param membershipIds of learners of now or of before, at most `MAX_AT_ONCE`
 *  @returns how many were moved */
export async function putInSection(
  viewer: Viewer,
  classroomId: string,
  membershipIds: readonly string[],
  sectionId: string | null,
): Promise<{ ok: true; moved: number } | ClassFailure> {
  const done = await actAlone(
    viewer,
    classroomId,
    async (tx): Promise<{ ok: true; moved: number; name: string } | ClassFailure> => {
      const section =
        sectionId && (await tx.classSection.findFirst({ where: { id: sectionId, classroomId } }))
      if (sectionId !== null && !section) return NOT_FOUND
      const where = { id: { in: [...membershipIds] }, classroomId, role: 'learner' as const }
      const { count } = await tx.membership.updateMany({ where, data: { sectionId } })
      return count > 0 ? { ok: true, moved: count, name: section ? section.name : '' } : NOT_FOUND
    },
    ({ moved, name }) => [{ kind: 'sectioned', count: moved, about: name }],
  )
  return done.ok ? { ok: true, moved: done.moved } : done
}
