/** What of the words that change from one time to the next only counts, and what decides something (period.ts). */
import type { Cpu } from './cpu'
import { type Cell, type Effect, firstWord, lastWord, RESULT, wordAt } from './period-effect'
import type { Trace } from './period-trace'

export type Counter = { readonly address: number; readonly size: 4 | 8; readonly by: bigint }

/** A value that changes from period to period: the old value of a counter plus a constant, or anything else (null). */
type Changing = { readonly size: number; readonly root: number; readonly by: bigint } | null

/** The counters of what has been done so far, if it is a period; else null. */
export function countersOf(cpu: Cpu, { effects, exposed, before }: Trace): Counter[] | null {
  const changed = new Set<number>()
  for (const [word, value] of before) if (exposed.has(word) && wordAt(cpu, word) !== value) changed.add(word)
  if (changed.size === 0) return []
  const roots = rootsOf(effects, changed)
  if (!roots) return null
  const values = new Map<number, Changing>()
  for (const { address, size } of roots) values.set(address, { size, root: address, by: 0n })
  for (const effect of effects) if (!follow(effect, values)) return null
  const counters: Counter[] = []
  for (const [address, value] of values) {
    // What the next period does not read before it writes to it comes out of itself.
    if (!isAnyIn({ address, size: value?.size ?? 8 }, exposed)) continue
    if (value === null || value.root !== address) return null
    counters.push({ address, size: value.size as 4 | 8, by: value.by })
  }
  return counters
}

/**
 * Words that have been written to and that decide something, or that are seen in parts: while one of them is not what it
 * was before, nothing that begins with what has been done so far is a period.
 */
export function decisiveOf({ effects, exposed, before }: Trace): number[] {
  const found = new Set<number>()
  const note = (cell: Cell) => {
    for (let word = firstWord(cell), last = lastWord(cell); word <= last; word++)
      if (exposed.has(word) && before.has(word)) found.add(word)
  }
  for (const { sources, fixed, targets } of effects) {
    for (const cell of fixed) note(cell)
    for (const cell of sources) if (!isCountable(cell)) note(cell)
    for (const cell of targets) if (!isCountable(cell)) note(cell)
  }
  return [...found]
}

function isAnyIn(cell: Cell, words: ReadonlySet<number>): boolean {
  for (let word = firstWord(cell), last = lastWord(cell); word <= last; word++)
    if (words.has(word)) return true
  return false
}

/** May a counter be there? */
function isCountable({ address, size }: Cell): boolean {
  return (size === 4 || size === 8) && address % 4 === 0 && address < RESULT
}

/** The whole places that changed words belong to; null when not all instructions see them alike. */
function rootsOf(effects: readonly Effect[], changed: ReadonlySet<number>): Cell[] | null {
  const roots = new Map<number, Cell>()
  const isSeenAlike = (cell: Cell) => {
    if (!isAnyIn(cell, changed)) return true
    if (!isCountable(cell)) return false
    const known = roots.get(cell.address)
    if (known ? known.size !== cell.size : overlaps(roots.values(), cell)) return false
    roots.set(cell.address, cell)
    return true
  }
  for (const { sources, fixed, targets } of effects) {
    for (const cell of fixed) if (isAnyIn(cell, changed)) return null
    for (const cell of sources) if (!isSeenAlike(cell)) return null
    for (const cell of targets) if (!isSeenAlike(cell)) return null
  }
  return [...roots.values()]
}

function overlaps(cells: Iterable<Cell>, { address, size }: Cell): boolean {
  for (const other of cells)
    if (other.address < address + size && address < other.address + other.size) return true
  return false
}

/** The changing value in a place; null: a part of one, or several; undefined: none. */
function touched(values: ReadonlyMap<number, Changing>, cell: Cell): Changing | undefined {
  for (const [address, value] of values) {
    const size = value?.size ?? 8
    if (address < cell.address + cell.size && cell.address < address + size)
      return address === cell.address && value?.size === cell.size ? value : null
  }
  return undefined
}

/** Follows changing values through an instruction. False: one of them decides something, or is taken apart. */
function follow(effect: Effect, values: Map<number, Changing>): boolean {
  if (values.size === 0) return true
  for (const cell of effect.fixed) if (touched(values, cell) !== undefined) return false
  const first = effect.sources[0] && touched(values, effect.sources[0])
  const second = effect.sources[1] && touched(values, effect.sources[1])
  const isChanging = first !== undefined || second !== undefined
  const [target] = effect.targets
  if (!target) return !isChanging
  for (const cell of effect.targets) {
    const old = touched(values, cell)
    // Only whole places are written to anew.
    if (old === null && !isWhole(values, cell)) return false
    values.delete(cell.address)
  }
  if (isChanging) values.set(target.address, resultOf(effect, first, second, target))
  return true
}

function isWhole(values: ReadonlyMap<number, Changing>, { address, size }: Cell): boolean {
  for (const [at, value] of values)
    if (at < address + size && address < at + (value?.size ?? 8) && at !== address) return false
  return true
}

function resultOf(
  { sum }: Effect,
  first: Changing | undefined,
  second: Changing | undefined,
  { size }: Cell,
): Changing {
  if (!sum) return null
  if (first && second === undefined && first.size === size)
    return { ...first, by: first.by + sum.by + BigInt(sum.sign) * (sum.values[1] ?? 0n) }
  if (second && first === undefined && sum.sign === 1 && second.size === size)
    return { ...second, by: second.by + (sum.values[0] ?? 0n) }
  return null
}
