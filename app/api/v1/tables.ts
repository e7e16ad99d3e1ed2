import { classLessons } from '@/app/[locale]/classes/class-lessons'
import type { Viewer } from '@/lib/auth/viewer'
import type { Cell } from '@/lib/classroom/classroom'
import { itemAnalysisOf } from '@/lib/classroom/item-analysis'
import { type Paging, type Read, readGrades, readMembers } from '@/lib/classroom/read'
import { ROWS, type Row, type Table } from './shape'

type Reader<T extends Table> = (
  viewer: Viewer,
  classId: string,
  paging: Paging,
) => Promise<Read<Row<T>> | null>

/** The tables of a class, with the numbers that its pages and files have. */
export const READERS: { readonly [T in Table]: Reader<T> } = {
  async roster(viewer, classId, paging) {
    const read = await readMembers(viewer, classId, paging)
    return (
      read && {
        ...read,
        rows: read.rows.map(
          ({ membershipId: id, name, isGuest: guest, status, joinedAt, returnedAt, section, listed }) => {
            return { id, name, guest, status, joinedAt, returnedAt, section, listed }
          },
        ),
      }
    )
  },

  async grades(viewer, classId, paging) {
    const lessons = (await classLessons(classId)).filter(({ itemIds }) => itemIds.length > 0)
    const read = await readGrades(viewer, classId, lessons, paging)
    return (
      read && {
        ...read,
        rows: read.rows.map(({ membershipId: id, name, section, summary, cells }) => ({
          ...{ id, name, section, ...marks(summary) },
          lessons: cells.map((cell, i) => ({ lesson: lessons[i]?.slug ?? '', ...marks(cell) })),
        })),
      }
    )
  },

  async items(viewer, classId, { page, size }) {
    const analysis = await itemAnalysisOf(viewer, classId, await classLessons(classId), {
      kind: 'read_by_token',
      about: 'items',
    })
    if (!analysis) return null
    const rows = analysis.items.slice((page - 1) * size, page * size)
    return {
      total: analysis.items.length,
      rows: rows.map(({ itemId: id, slug: lesson, n: answered, quartiles, ...figures }) => {
        const { neverTried, difficulty, firstTry, itemRest, discrimination } = figures
        const told = { neverTried, difficulty, firstTry, itemRest, discrimination }
        return { id, lesson, answered, ...told, medianMs: quartiles?.[1] ?? null }
      }),
    }
  },
}

export function isTable(word: string): word is Table {
  return Object.hasOwn(ROWS, word)
}

function marks({ rate: score, answered, items }: Cell) {
  return { score, answered, items }
}
