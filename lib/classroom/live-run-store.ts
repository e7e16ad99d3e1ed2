import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { loadItem } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import {
  endPoint,
  firstPoint,
  nextPoint,
  pointBefore,
  type RunPoint,
  type RunProgram,
} from '@/lib/player/run-point'
import type { ItemProgram } from '@/lib/quiz/item'
import { type ClassFailure, NOT_FOUND } from './failure'
import { RUN_STEP } from './live'
import { openSince } from './live-open'
import { act, actAlone, teaches } from './right'

/** A class chooses so often at most in one run; the rest of it goes by itself. */
const MAX_CHOICES = 400

/** A program of the course by its item, as a run that a class steers; null where there is none, or nothing to choose in it. */
export function steerable(itemId: string): RunPoint | null {
  const program = programOf(itemId)
  if (!program) return null
  const point = begun.get(program) ?? { first: firstPoint(asRun(program)) }
  begun.set(program, point)
  return point.first
}

/** Found once for each program: the page of an item asks every time that it is opened. */
const begun = new WeakMap<ItemProgram, { readonly first: RunPoint | null }>()

/** Opens a run for a class, whose next task it chooses from now on; what is asked live meanwhile ends. */
export async function askRun(
  viewer: Viewer,
  classroomId: string,
  itemId: string,
): Promise<{ ok: true; id: string } | ClassFailure> {
  // Nobody but who teaches it makes the engine work.
  if (!(await teaches(viewer, classroomId))) return NOT_FOUND
  const point = steerable(itemId)
  if (!point) return NOT_FOUND
  return actAlone(
    viewer,
    classroomId,
    async (tx) => {
      const ended = { endedAt: new Date() }
      await tx.liveQuestion.updateMany({ where: { classroomId, endedAt: null }, data: ended })
      const start = { ...rowOf(point), stops: [point.steps], round: 1 }
      const { id } = await tx.liveQuestion.create({ data: { classroomId, itemId, step: RUN_STEP, ...start } })
      return { ok: true, id } as const
    },
    () => [{ kind: 'run_asked' }],
  )
}

const move = z.strictObject({
  round: z.int().min(1),
  to: z.union([z.literal(['back', 'end']), z.int().min(0).max(9999)]),
})

/** Goes on in the run that is open: by a task that may run there, back by one choice, or by itself to the end. Votes of the choice
 *  before are forgotten.
 *  @param input `{ round, to }`: the choice that whoever presses has before them, and a task's index, `back` or `end`.
 *  @returns `run-moved` where another choice is open by now, or this cannot be done there */
export async function stepRun(
  viewer: Viewer,
  classroomId: string,
  id: string,
  input: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const wanted = move.safeParse(input)
  if (!wanted.success || !isId(id) || !(await teaches(viewer, classroomId))) return NOT_FOUND
  const { round, to } = wanted.data
  const open = { id, step: RUN_STEP, endedAt: null, createdAt: { gt: openSince() } }
  const row = await db.liveQuestion.findFirst({ where: { ...open, classroomId } })
  const program = row && programOf(row.itemId)
  if (!row || !program) return NOT_FOUND
  const next = row.round === round ? moved(asRun(program), row, to) : null
  if (!next) return { ok: false, code: 'run-moved' }
  return act(
    viewer,
    classroomId,
    async (tx, classroom) => {
      const data = { ...next, round: round + 1 }
      // Of two presses the first one counts.
      const { count } = await tx.liveQuestion.updateMany({ where: { ...open, classroom, round }, data })
      if (count === 0) return { ok: false, code: 'run-moved' } as const
      // Nothing is told of a choice that is over: a long run keeps no more votes than a short one.
      await tx.liveVote.deleteMany({ where: { questionId: id, round: { lte: round } } })
      return { ok: true } as const
    },
    () => [],
  )
}

type Row = {
  readonly schedule: string
  readonly stops: readonly number[]
  readonly choices: readonly number[]
}

function moved(program: RunProgram, row: Row, to: number | 'back' | 'end') {
  const { stops, choices, schedule } = row
  const at = { steps: stops.at(-1) ?? 0, schedule, choices }
  if (to === 'back') {
    const before = stops.slice(0, -1)
    const point = before.length > 0 ? pointBefore(program, at, before.at(-1) ?? 0) : null
    return point && { ...rowOf(point), stops: before }
  }
  const isOpen = to === 'end' ? choices.length > 0 : choices.includes(to) && stops.length <= MAX_CHOICES
  if (!isOpen) return null
  const point = to === 'end' ? endPoint(program, at) : nextPoint(program, at, to)
  return point && { ...rowOf(point), stops: [...stops, point.steps] }
}

const rowOf = ({ schedule, choices }: RunPoint) => ({ schedule, choices: [...choices] })

function programOf(itemId: string): ItemProgram | null {
  return loadItem(itemId)?.program ?? null
}

function asRun({ file, source, config }: ItemProgram): RunProgram {
  return { file, source, config: config as RunProgram['config'] }
}

/** What a run of a class came to: its program, and the schedule that the class made. */
export type ClassRun = {
  readonly id: string
  readonly itemId: string
  readonly program: ItemProgram
  readonly schedule: string
  /** How often the class chose. */
  readonly made: number
  readonly at: Date
}

/** So many runs of a class can be seen again. */
const SHOWN_RUNS = 10

/** The newest runs of a class that are over, for whoever is in it; none to whom the class is not there. */
export async function runsOf(viewer: Viewer, classroomId: string): Promise<ClassRun[]> {
  if (!isId(classroomId)) return []
  const rows = await db.liveQuestion.findMany({
    where: {
      classroomId,
      step: RUN_STEP,
      OR: [{ endedAt: { not: null } }, { createdAt: { lte: openSince() } }],
      classroom: { members: { some: { userId: viewer.id, status: 'active' } } },
    },
    orderBy: { createdAt: 'desc' },
    take: SHOWN_RUNS,
  })
  return rows.flatMap(({ id, itemId, schedule, stops, createdAt }) => {
    const program = programOf(itemId)
    const made = stops.length - 1
    return program && made > 0 ? [{ id, itemId, program, schedule, made, at: createdAt }] : []
  })
}

/** Where a run that is open stands, to be drawn; null where none is. For who is in the class: the caller has established that.
 *  @param id of what `liveOf` told */
export async function runAt(
  id: string,
): Promise<{ readonly program: ItemProgram; readonly schedule: string; readonly steps: number } | null> {
  const row = await db.liveQuestion.findUnique({ where: { id } })
  const program = row && programOf(row.itemId)
  return program ? { program, schedule: row.schedule, steps: row.stops.at(-1) ?? 0 } : null
}
