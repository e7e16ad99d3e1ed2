import 'server-only'
import type { Scorer } from '@/lib/attempt/answered'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Withholding } from '@/lib/progress/withheld-store'
import type { Prisma } from '@/prisma/client/client'
import { answerAskedIn, answerIn } from './answer-here'
import { type ClassCode, type ClassFailure, NOT_FOUND } from './failure'
import { MAX_NOTE } from './length'
import { plainText } from './plain-text'
import { act, look } from './right'
import { ACTIVE_LEARNER } from './store'

/** What a teacher wrote to a learner. `by` is a name in the class; null for who is in it no more. */
export type Note = {
  readonly id: string
  readonly at: Date
  readonly by: string | null
  readonly text: string
}

/** So much can be written on one answer, and to one learner in a class. */
export const MAX_COMMENTS = 20
export const MAX_MESSAGES = 500

const noteText = plainText(MAX_NOTE)

/** Writes on an answer of a learner what they read there. For who teaches the class.
 *  @param input the text */
export async function commentOn(
  viewer: Viewer,
  classroomId: string,
  responseId: string,
  input: unknown,
  scorer: Pick<Scorer, 'loadItem'>,
): Promise<{ ok: true } | ClassFailure> {
  const text = noteText.safeParse(input)
  if (!text.success) return refused('note-ill-formed')
  const known = await answerAskedIn(classroomId, responseId, scorer)
  if (!known) return NOT_FOUND
  const { about } = known
  const done = await act(
    viewer,
    classroomId,
    async (tx) => {
      const answer = await answerIn(tx, classroomId, responseId)
      if (!answer) return NOT_FOUND
      const there = await tx.classNote.count({ where: { classroomId, responseId } })
      if (there >= MAX_COMMENTS) return refused('too-many-notes')
      const { membershipId } = answer
      const data = { classroomId, membershipId, responseId, authorId: viewer.id, text: text.data }
      await tx.classNote.create({ data })
      return { ok: true, membershipId } as const
    },
    ({ membershipId }) => [{ kind: 'commented', subjectId: membershipId, about }],
  )
  return done.ok ? { ok: true } : done
}

/** Writes to learners of a class, each of whom reads it as if alone. For who teaches it.
 *  @param membershipIds of some who are in it, at most `MAX_AT_ONCE`
 *  @param input the text
 *  @returns to how many */
export async function writeTo(
  viewer: Viewer,
  classroomId: string,
  membershipIds: readonly string[],
  input: unknown,
): Promise<{ ok: true; written: number } | ClassFailure> {
  const text = noteText.safeParse(input)
  if (!text.success) return refused('note-ill-formed')
  const done = await act(
    viewer,
    classroomId,
    async (tx, taught) => {
      const learners = await tx.membership.findMany({
        where: { id: { in: [...membershipIds] }, classroom: taught, ...ACTIVE_LEARNER },
        select: { id: true, _count: { select: { notes: { where: { responseId: null } } } } },
        orderBy: { id: 'asc' },
      })
      if (learners.length === 0) return NOT_FOUND
      if (learners.some(({ _count }) => _count.notes >= MAX_MESSAGES)) return refused('too-many-notes')
      const ids = learners.map(({ id }) => id)
      const same = { classroomId, authorId: viewer.id, text: text.data }
      await tx.classNote.createMany({ data: ids.map((membershipId) => ({ ...same, membershipId })) })
      return { ok: true, ids } as const
    },
    ({ ids }) => ids.map((subjectId) => ({ kind: 'messaged', subjectId }) as const),
  )
  return done.ok ? { ok: true, written: done.ids.length } : done
}

/** Takes back what a teacher of the class wrote. For who teaches it now. */
export async function withdrawNote(
  viewer: Viewer,
  classroomId: string,
  noteId: string,
): Promise<{ ok: true } | ClassFailure> {
  const done = await act(
    viewer,
    classroomId,
    async (tx, taught) => {
      const note = await tx.classNote.findFirst({ where: { id: noteId, classroom: taught } })
      if (!note) return NOT_FOUND
      const { count } = await tx.classNote.deleteMany({ where: { id: noteId } })
      return count > 0 ? ({ ok: true, subjectId: note.membershipId } as const) : NOT_FOUND
    },
    ({ subjectId }) => [{ kind: 'note_withdrawn', subjectId }],
  )
  return done.ok ? { ok: true } : done
}

function refused(code: ClassCode): ClassFailure {
  return { ok: false, code }
}

const SELECT_NOTE = {
  ...{ id: true, createdAt: true, text: true, classroomId: true, authorId: true, responseId: true },
  classroom: { select: { name: true } },
  response: { select: { itemId: true } },
} as const satisfies Prisma.ClassNoteSelect
type NoteRow = Prisma.ClassNoteGetPayload<{ select: typeof SELECT_NOTE }>

/** With the names of who wrote it, as each class has them. */
async function named<Row extends NoteRow>(rows: readonly Row[]): Promise<(Row & Note)[]> {
  const ids = (of: 'classroomId' | 'authorId') => [...new Set(rows.map((row) => row[of]))]
  const members = await db.membership.findMany({
    where: { classroomId: { in: ids('classroomId') }, userId: { in: ids('authorId') } },
    select: { classroomId: true, userId: true, displayName: true },
  })
  const names = new Map(members.map((one) => [`${one.classroomId} ${one.userId}`, one.displayName]))
  return rows.map((row) => {
    return { ...row, at: row.createdAt, by: names.get(`${row.classroomId} ${row.authorId}`) ?? null }
  })
}

const noteOf = ({ id, at, by, text }: Note): Note => ({ id, at, by, text })

/** By response what is written on it in a class, the oldest first. The caller has established that the viewer may see it. */
export async function commentsOn(
  classroomId: string,
  responseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Note[]>> {
  const rows = await db.classNote.findMany({
    where: { classroomId, responseId: { in: [...responseIds] } },
    select: SELECT_NOTE,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const byResponse = new Map<string, Note[]>()
  for (const note of await named(rows)) {
    const key = note.responseId ?? ''
    byResponse.set(key, [...(byResponse.get(key) ?? []), noteOf(note)])
  }
  return byResponse
}

/** So many messages are shown. */
export const SHOWN_MESSAGES = 20

/** What was written to a learner of a class by itself, the newest first, for them and for who looks at the class; of nobody
 *  else's there is nothing. */
export async function messagesTo(
  viewer: Viewer,
  classroomId: string,
  membershipId: string,
): Promise<readonly Note[]> {
  if (!isId(classroomId) || !isId(membershipId)) return []
  const own = { id: membershipId, classroomId, ...ACTIVE_LEARNER }
  const isOwn = (await db.membership.count({ where: { ...own, userId: viewer.id } })) > 0
  if (!isOwn && !(await look(viewer, classroomId, null))) return []
  const rows = await db.classNote.findMany({
    where: { membership: own, responseId: null },
    select: SELECT_NOTE,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: SHOWN_MESSAGES,
  })
  return (await named(rows)).map(noteOf)
}

/** What a learner has not said to have read yet. `itemId` of what was answered; null: it is about no answer. */
export type Unread = Note & {
  readonly classroomId: string
  readonly classroom: string
  readonly itemId: string | null
}

/** So many of them are shown at once. */
export const SHOWN_UNREAD = 10

/** What classes wrote to this learner and they have not read, the newest first. What is written on an answer is there once what
 *  is right is shown. */
export async function unreadNotes(viewer: Viewer, withheld: Withholding): Promise<readonly Unread[]> {
  const rows = await db.classNote.findMany({
    where: { readAt: null, membership: { userId: viewer.id, ...ACTIVE_LEARNER } },
    select: SELECT_NOTE,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_MESSAGES,
  })
  const shown = rows.filter(({ response }) => !response || !withheld.of(response.itemId).key)
  return (await named(shown.slice(0, SHOWN_UNREAD))).map((note) => {
    const { classroomId, classroom, response } = note
    return { ...noteOf(note), classroomId, classroom: classroom.name, itemId: response?.itemId ?? null }
  })
}

/** Says that this learner has read some of what was written to them.
 *  @param ids of `Unread`; others' are left as they are */
export async function readNotes(viewer: Viewer, ids: readonly string[]): Promise<{ ok: true }> {
  const where = { id: { in: [...ids] }, readAt: null, membership: { userId: viewer.id } }
  await db.classNote.updateMany({ where, data: { readAt: new Date() } })
  return { ok: true }
}
