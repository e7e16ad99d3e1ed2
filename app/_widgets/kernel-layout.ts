import type { KernelAct, KernelPath, KernelVisit, Registers } from '@/lib/player/kernel-path'

/** The way of one core as a row of cells: what ran in user mode, and what the kernel did in between. Pure; it goes to the
 *  right in wide windows and down in narrow ones. */
export type KernelPicture = {
  readonly cells: readonly KernelCell[]
  /** Registers in memory, while their task is on no core. */
  readonly saved: readonly SavedRegisters[]
  /** The cell that the core is in; -1: none has begun. */
  readonly now: number
  readonly core: number
}

export type KernelCell = {
  /** Which visit it belongs to; user mode to the one after it. */
  readonly visit: number
  /** Its first and its last task: they differ where the scheduler picks. */
  readonly tasks: readonly [number, number]
  readonly position: number
  readonly isFuture: boolean
} & (
  | { readonly kind: 'user'; readonly lines: readonly [number, number] | null; readonly ns: number | null }
  | { readonly kind: 'call'; readonly name: string; readonly result: string | null; readonly line: number }
  | { readonly kind: 'fault'; readonly copied: boolean; readonly line: number }
  | { readonly kind: 'save' | 'restore'; readonly registers: Registers }
  | { readonly kind: 'pick'; readonly from: number | null }
)

/** From the cell that saves to the cell that restores, both included; null: beyond what is shown. */
export type SavedRegisters = {
  readonly task: number
  readonly registers: Registers
  readonly from: number | null
  readonly to: number | null
}

/** @param core whose way; @param isLocked what has not happened yet is not to be told */
export function layKernel(
  path: KernelPath,
  core: number,
  position: number,
  isLocked: boolean,
): KernelPicture {
  const visits = path.visits.filter((visit) => visit.core === core)
  const all = visits.flatMap((visit, i) => cellsOf(visit, visits[i - 1], i, position))
  const last = visits.at(-1)
  const after = last && restTask(last)
  if (last && after !== null && after !== undefined)
    all.push({
      kind: 'user',
      visit: visits.length,
      tasks: [after, after],
      position: endOf(last),
      isFuture: endOf(last) > position,
      lines: null,
      ns: null,
    })
  const cells = isLocked ? all.filter(({ isFuture }) => !isFuture) : all
  const isOnlyCore = path.visits.length === visits.length
  return {
    cells,
    saved: savedIn(cells, isOnlyCore),
    now: cells.findLastIndex(({ isFuture }) => !isFuture),
    core,
  }
}

function cellsOf(
  visit: KernelVisit,
  before: KernelVisit | undefined,
  index: number,
  position: number,
): KernelCell[] {
  const cells: KernelCell[] = []
  const put = (cell: DistributiveOmit<KernelCell, 'visit' | 'isFuture'>) =>
    cells.push({ ...cell, visit: index, isFuture: cell.position > position } as KernelCell)
  const ns = visit.begin - (before?.end ?? 0)
  const start = before ? endOf(before) : 0
  if (visit.task !== null && (ns > 0 || visit.ran))
    put({ kind: 'user', tasks: [visit.task, visit.task], position: start, lines: visit.ran, ns })
  for (const act of visit.acts) for (const cell of actCells(act)) put(cell)
  return cells
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

function actCells(act: KernelAct): DistributiveOmit<KernelCell, 'visit' | 'isFuture'>[] {
  const { position, line } = act
  if (act.kind === 'call') {
    const { task, name, result } = act
    return [{ kind: 'call', tasks: [task, task], position, name, result, line }]
  }
  if (act.kind === 'fault')
    return [{ kind: 'fault', tasks: [act.task, act.task], position, copied: act.copied, line }]
  const { from, to, saved, restored } = act
  const first = from ?? to
  return [
    ...(saved ? [{ kind: 'save' as const, tasks: [first, first] as const, position, registers: saved }] : []),
    { kind: 'pick', tasks: [first, to], position, from },
    { kind: 'restore', tasks: [to, to], position, registers: restored },
  ]
}

function endOf(visit: KernelVisit): number {
  return visit.acts.at(-1)?.position ?? 0
}

/** Who goes on in user mode after a visit; null: nobody does. */
function restTask(visit: KernelVisit): number | null {
  const last = visit.acts.at(-1)
  if (!last) return null
  if (last.kind === 'switch') return last.to
  return last.kind === 'call' && last.result === null ? null : last.task
}

/** Who was saved here lies in memory until it is restored; who is restored without that lay there since it was made, or
 *  from the beginning.
 *  @param isOnlyCore whoever was made, was made here */
function savedIn(cells: readonly KernelCell[], isOnlyCore: boolean): SavedRegisters[] {
  const found: SavedRegisters[] = []
  const made = isOnlyCore ? cells.flatMap((cell, i) => (makesTask(cell) ? [i] : [])) : []
  const open = new Map<number, { from: number | null; registers: Registers }>()
  cells.forEach((cell, i) => {
    const [task] = cell.tasks
    if (cell.kind === 'save') open.set(task, { from: i, registers: cell.registers })
    if (cell.kind !== 'restore') return
    // Tasks are numbered as they are made, and nobody makes the first.
    const { from = made[task - 1] ?? null } = open.get(task) ?? {}
    open.delete(task)
    found.push({ task, registers: cell.registers, from, to: i })
  })
  for (const [task, { from, registers }] of open) found.push({ task, registers, from, to: null })
  return found
}

function makesTask(cell: KernelCell): boolean {
  return cell.kind === 'call' && /^(clone3?|v?fork)$/.test(cell.name) && Number(cell.result) > 0
}

/** Room that each kind of cell wants: CSS pixels. */
const ROOM = { user: 84, call: 98, fault: 98, save: 68, pick: 54, restore: 68 } as const

/** Which cells are shown together when not all fit: whole visits. A page is turned when the player comes to its last
 *  visit, one of two visits when it leaves them, and the next one begins with the visit before the moment: what brought
 *  the task there stays in sight. */
export function pageOfCells(
  cells: readonly KernelCell[],
  now: number,
  width: number,
): { from: number; to: number } {
  const starts = cells.flatMap((cell, i) => (cell.visit === cells[i - 1]?.visit ? [] : [i]))
  const endOf = (visit: number) => starts[visit + 1] ?? cells.length
  let first = 0
  for (;;) {
    let last = first
    while (last + 1 < starts.length && roomOf(cells.slice(starts[first], endOf(last + 1))) <= width) last++
    const isLastPage = last + 1 >= starts.length
    const turnsAt = last - first < 2 ? endOf(last) : (starts[last] ?? 0)
    if (isLastPage || now < turnsAt) return { from: starts[first] ?? 0, to: endOf(last) }
    first = Math.max(last - 1, first + 1)
  }
}

function roomOf(cells: readonly KernelCell[]): number {
  return cells.reduce((sum, cell) => sum + ROOM[cell.kind], 0)
}

/** Left edges of the cells of a page, and the right one of the last, stretched over `width`. */
export function edgesOf(cells: readonly KernelCell[], left: number, width: number): number[] {
  const scale = Math.min(1.6, width / Math.max(1, roomOf(cells)))
  const edges = [left]
  for (const cell of cells) edges.push((edges.at(-1) ?? left) + ROOM[cell.kind] * scale)
  return edges
}

/** Where words stand in a bar that arrows of other tasks pass through: one after another, none under an arrow. Whatever fits is
 *  followed by "…", since a task has more registers than are named. CSS pixels.
 *  @param crossings where the arrows pass
 *  @param letter width of a letter */
export function placeRegisters(
  words: readonly string[],
  left: number,
  right: number,
  crossings: readonly number[],
  letter: number,
): { readonly x: number; readonly words: string }[] {
  const placed: { x: number; words: string }[] = []
  let at = left
  for (const one of [...words, MORE]) {
    const x = clearOf(at, one.length * letter, crossings)
    const room = one === MORE ? 0 : clearOf(x + (one.length + BETWEEN) * letter, letter, crossings) + letter
    if (Math.max(x + one.length * letter, room) > right) {
      const end = clearOf(at, letter, crossings)
      return end + letter > right ? placed : [...placed, { x: end, words: MORE }]
    }
    placed.push({ x, words: one })
    at = x + (one.length + BETWEEN) * letter
  }
  return placed
}

const MORE = '…'
/** Letters between two words of registers. */
const BETWEEN = 2
/** Room at each side of an arrow: CSS pixels. */
const ASIDE = 7

/** The first place from `x` on where so much width is under no arrow. */
function clearOf(x: number, width: number, crossings: readonly number[]): number {
  return [...crossings]
    .sort((a, b) => a - b)
    .reduce((at, arrow) => (at < arrow + ASIDE && arrow - ASIDE < at + width ? arrow + ASIDE : at), x)
}
