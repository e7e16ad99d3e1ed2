import type { MachineView, PageView, SegmentView, TraceStep } from '@/lib/engine'
import type { PageCopy } from '@/lib/player/copy'

/** The pages of several address spaces side by side, as a table: a cell that several processes have together is one
 *  frame, cells apart are frames apart. Pure. */
export type PageTable = {
  readonly processes: readonly { readonly pid: number; readonly task: number }[]
  readonly rows: readonly PageRow[]
  /** Frames of all rows, each counted once, and how many there would be if `fork` copied at once. */
  readonly frames: number
  readonly framesIfCopied: number
  readonly copies: { readonly own: number; readonly library: number }
}

/** One virtual page, or a run of neighbours in the same state. */
export type PageRow = {
  readonly page: number
  readonly count: number
  readonly kind: SegmentView['kind']
  /** Place of the first page in its segment, from 0. */
  readonly index: number
  /** Names and values of what lies there, in the first process that has it. */
  readonly names: readonly string[]
  readonly cells: readonly PageCell[]
}

/** Neighbouring processes that share what is here: one frame, no page, or nothing mapped. */
export type PageCell = {
  readonly pids: readonly number[]
  /** Null: no page is present. */
  readonly frame: number | null
  readonly references: number
  readonly writable: boolean
  readonly copyOnWrite: boolean
  /** Whose write of this process has made it as a copy, the program's or the library's; null: it is none. */
  readonly copy: 'own' | 'library' | null
  /** Made by the step that led here. */
  readonly isNew: boolean
  readonly values: readonly string[]
}

/** Bytes of a page. */
const PAGE = 4096

/** Rows beyond so many are folded into runs. */
const MANY = 12

/** What is never written is no part of the question. */
const SHOWN: ReadonlySet<SegmentView['kind']> = new Set([
  'data',
  'bss',
  'heap',
  'mapping',
  'shared',
  'stack',
  'tls',
])

type Place = { readonly page: number; readonly kind: SegmentView['kind']; readonly index: number }

/** @param since steps of the trace that had been made at the picture before */
export function layPages(view: MachineView, copies: readonly PageCopy[], since: number): PageTable {
  const processes = view.processes
    .filter(({ state, segments }) => state === 'alive' || segments.length > 0)
    .flatMap(({ pid }) => {
      const task = view.tasks.find((one) => one.pid === pid)
      return task ? [{ pid, task: task.index }] : []
    })
  const pids = processes.map(({ pid }) => pid)
  const rows = placesOf(view, pids).map((place) => rowOf(view, place, pids, copies, since))
  const present = rows.flatMap(({ cells }) => cells.filter(({ frame }) => frame !== null))
  return {
    processes,
    rows: rows.length > MANY ? folded(rows) : rows,
    frames: new Set(present.map(({ frame }) => frame)).size,
    framesIfCopied: present.reduce((sum, cell) => sum + (isShared(view, cell) ? 1 : cell.pids.length), 0),
    copies: {
      own: copies.filter(({ inLibrary }) => !inLibrary).length,
      library: copies.filter(({ inLibrary }) => inLibrary).length,
    },
  }
}

/** A frame of a shared mapping would stay one even if everything else were copied. */
function isShared(view: MachineView, cell: PageCell): boolean {
  return view.processes.some(({ segments }) =>
    segments.some(({ pages }) => pages.some((page) => page.frame === cell.frame && page.sharedMapping)),
  )
}

/** All virtual pages that are present in some process, highest address first. */
function placesOf(view: MachineView, pids: readonly number[]): Place[] {
  const places = new Map<number, Place>()
  for (const { pid, segments } of view.processes) {
    if (!pids.includes(pid)) continue
    for (const { kind, start, pages } of segments) {
      if (!SHOWN.has(kind)) continue
      for (const { address } of pages)
        if (!places.has(address))
          places.set(address, { page: address, kind, index: (address - start) / PAGE })
    }
  }
  return [...places.values()].sort((a, b) => b.page - a.page)
}

function rowOf(
  view: MachineView,
  place: Place,
  pids: readonly number[],
  copies: readonly PageCopy[],
  since: number,
): PageRow {
  const cells: PageCell[] = []
  for (const pid of pids) {
    const { page, values } = pageAt(view, pid, place.page)
    const last = cells.at(-1)
    if (last && last.frame !== null && last.frame === page?.frame) {
      cells[cells.length - 1] = {
        ...last,
        pids: [...last.pids, pid],
        writable: last.writable && page.writable,
      }
      continue
    }
    const copy = page && copies.find((one) => one.page === place.page && one.frame === page.frame)
    cells.push({
      pids: [pid],
      frame: page?.frame ?? null,
      references: page?.references ?? 0,
      writable: page?.writable ?? false,
      copyOnWrite: page?.copyOnWrite ?? false,
      copy: copy?.pid !== pid ? null : copy.inLibrary ? 'library' : 'own',
      isNew: copy?.pid === pid && copy.at > since,
      values,
    })
  }
  const names = pids.map((pid) => pageAt(view, pid, place.page).names).find((found) => found.length > 0) ?? []
  return { ...place, count: 1, names, cells }
}

function pageAt(
  view: MachineView,
  pid: number,
  address: number,
): { page: PageView | undefined; values: string[]; names: string[] } {
  const segments = view.processes.find((one) => one.pid === pid)?.segments ?? []
  const segment = segments.find(({ start, end }) => start <= address && address < end)
  const here = (segment?.values ?? []).filter(
    (value) => value.address !== null && value.address >= address && value.address < address + PAGE,
  )
  return {
    page: segment?.pages.find((page) => page.address === address),
    values: here.map(({ value }) => value),
    names: here.map(({ name }) => name),
  }
}

/** Neighbours in the same state become one row with their number; what has parted, or has a name, never does. */
function folded(rows: readonly PageRow[]): PageRow[] {
  const result: PageRow[] = []
  for (const row of rows) {
    const last = result.at(-1)
    if (last && isQuiet(last) && isQuiet(row) && isAlike(last, row))
      result[result.length - 1] = { ...last, count: last.count + 1, page: row.page, index: row.index }
    else result.push(row)
  }
  return result
}

function isQuiet({ names, cells }: PageRow): boolean {
  return names.length === 0 && cells.every(({ copy }) => copy === null)
}

function isAlike(a: PageRow, b: PageRow): boolean {
  const shape = ({ kind, cells }: PageRow) =>
    JSON.stringify([kind, cells.map((cell) => [cell.pids, cell.frame === null, cell.copyOnWrite])])
  return shape(a) === shape(b)
}

/** What the steps wrote, as `pid:page` with the last value: for bytes that lie under no name of their own. */
export function writtenIn(steps: readonly TraceStep[]): ReadonlyMap<string, string> {
  const written = new Map<string, string>()
  for (const { pid, file, events } of steps)
    for (const event of events)
      if (event.kind === 'store' && file >= 0)
        written.set(`${pid}:${event.place.address - (event.place.address % PAGE)}`, event.value)
  return written
}
