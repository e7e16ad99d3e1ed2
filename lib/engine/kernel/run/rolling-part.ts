/** The parts of a digest that is kept up to date (rolling-hash.ts), and what has to be looked at again. */

import type { Lanes } from '../state/fold'
import type { AddressSpace, Inode, Machine, Task } from '../state/machine'
import type { TableName } from './hash'
import type { Stack } from './memory-hash'

export const NO_LANES: Lanes = { low: 0, high: 0 }

/** Whose a slot of storage is. */
export type Owner =
  | { readonly kind: 'page'; readonly space: AddressSpace; readonly page: number }
  | { readonly kind: 'file'; readonly inode: Inode; readonly page: number }
  /** `table`: number of the second-level table, -1 for the root. */
  | { readonly kind: 'table'; readonly space: AddressSpace; readonly table: number }

export type Page = { readonly slot: number; readonly lanes: Lanes }

/** What pages belong to. */
export type Holder = AddressSpace | Inode

/** Where a task's stack lies. */
export type StackRegion = { readonly stack: Stack; readonly space: number }

export type RollingHash = {
  readonly machine: Machine
  total: Lanes
  /** What each record contributes, and by its coverage; what tasks have on their stacks, spaces and files in memory. */
  readonly records: Map<unknown, Lanes>
  readonly contents: Map<unknown, Lanes>
  readonly pages: Map<Holder, Map<number, Page>>
  readonly sums: Map<Holder, Lanes>
  readonly owners: Map<number, Owner>
  readonly regions: Map<Task, StackRegion>
  /** What the spaces of processes and the pages of files were. */
  readonly links: Map<object, unknown>
  readonly kinds: WeakMap<object, TableName | 'task' | 'state'>
  /** Triples of each change of those maps: map, key, value before. */
  readonly changes: unknown[]
  /** How far the journals have been read. */
  entries: number
  memory: number
}

/** What has to be looked at again. */
export type Work = {
  readonly records: Set<object>
  readonly stacks: Set<Task>
  readonly pages: Map<Holder, Set<number>>
  readonly spaces: Set<AddressSpace>
  /** Of which words were changed. */
  readonly holders: Set<Holder>
  readonly unknown: Set<number>
  /** Old values of words that were met, by place: what earlier writes to them made of them. */
  readonly later: Map<number, number>
  names: boolean
}

/** Nothing has to be looked at again. */
export function createWork(): Work {
  return {
    records: new Set(),
    stacks: new Set(),
    pages: new Map(),
    spaces: new Set(),
    holders: new Set(),
    unknown: new Set(),
    later: new Map(),
    names: false,
  }
}

/**
 * Sets an entry of one of the digest's maps, or deletes it (undefined), so that `undoHash` can bring back what
 * was there. Nobody changes the maps in another way.
 */
export function setJournaled<K, V>(hash: RollingHash, map: Map<K, V>, key: K, value: V | undefined): void {
  hash.changes.push(map, key, map.get(key))
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

/** Exchanges what `key` contributes to the digest, its total included; undefined: nothing any more. */
export function replace(
  hash: RollingHash,
  map: Map<unknown, Lanes>,
  key: unknown,
  lanes: Lanes | undefined,
): void {
  const old = map.get(key) ?? NO_LANES
  const now = lanes ?? NO_LANES
  if (old.low === now.low && old.high === now.high) return
  const { low, high } = hash.total
  hash.total = { low: (low - old.low + now.low) | 0, high: (high - old.high + now.high) | 0 }
  setJournaled(hash, map, key, lanes)
}

/** A sum made from nothing. */
export function fresh(add: (lanes: Lanes) => void): Lanes {
  const lanes = { low: 0, high: 0 }
  add(lanes)
  return lanes
}

/** The sum of two, lane by lane modulo 2^32. */
export function plus(a: Lanes, b: Lanes): Lanes {
  return { low: (a.low + b.low) | 0, high: (a.high + b.high) | 0 }
}

/** The difference of two, lane by lane modulo 2^32. */
export function minus(a: Lanes, b: Lanes): Lanes {
  return { low: (a.low - b.low) | 0, high: (a.high - b.high) | 0 }
}

/** Adds a value to the set of a key, which is made when it is the first. */
export function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key)
  if (known) known.add(value)
  else sets.set(key, new Set([value]))
}
