/**
 * A machine with what moves that are put off (deferring-model.ts) have changed lying over it: words of memory, states of tasks, and
 * their place.
 */

import { findArea } from '../kernel/memory/address-space'
import { see } from '../kernel/memory/argument'
import { isAlive } from '../kernel/process/process'
import { currentHash } from '../kernel/run/rolling-hash'
import type { RollingHash } from '../kernel/run/rolling-part'
import {
  addFold,
  beginFold,
  type Fold,
  foldNumber,
  foldText,
  foldWord,
  hexOf,
  type Lanes,
} from '../kernel/state/fold'
import { type AddressSpace, type Area, type Machine, type Task, taskAt } from '../kernel/state/machine'
import { translate } from '../vm/memory'
import { numberOf, pairOf } from './interning'
import type { Setting, Turn } from './known-turn'
import type { TaskNumbers } from './task-number'

/** A move that is put off, and what it has changed, as it was before: states of tasks, the place, words. */
export type PutOff = {
  readonly turn: Turn
  readonly states: readonly (number | undefined)[]
  readonly place: Setting | undefined
  readonly words: readonly (number | undefined)[]
}

/** What is known of the machine as it stands. */
type Ground = {
  /** Nothing is due, there is one address space, and each task runs on a stack of its own: turns can be put off. */
  readonly isQuiet: boolean
  readonly place: Setting
  readonly states: Map<number, number>
}

export type Covered = {
  readonly hash: RollingHash
  readonly tasks: TaskNumbers
  /** Numbers of states of tasks, and of places. */
  readonly numbers: Map<string, number>
  /** The moves that are put off. */
  readonly putOff: PutOff[]
  /** What lies over the machine. */
  readonly words: Map<number, number>
  readonly states: Map<number, number>
  place: Setting | undefined
  ground: Ground | null
}

/** Nothing lies over the machine yet. */
export function uncovered(hash: RollingHash, tasks: TaskNumbers): Covered {
  return {
    hash,
    tasks,
    numbers: new Map(),
    putOff: [],
    words: new Map(),
    states: new Map(),
    place: undefined,
    ground: null,
  }
}

/** A move that is put off lies over all. */
export function coverBy(all: Covered, turn: Turn): void {
  const { states, words, place } = all
  all.putOff.push({ turn, states: cover(states, turn.tasks), place, words: cover(words, turn.writes) })
  all.place = turn.place ?? place
}

/** Nothing is put off any more, and the machine is another one. */
export function uncover(all: Covered): void {
  all.putOff.length = 0
  all.words.clear()
  all.states.clear()
  all.place = undefined
  all.ground = null
}

/** The last move that was put off has not been made. */
export function takeBack(all: Covered, { turn, states, place, words }: PutOff): void {
  all.place = place
  putBack(all.states, turn.tasks, states)
  putBack(all.words, turn.writes, words)
}

/** @param pairs a key and its new value in turn */
function putBack(
  map: Map<number, number>,
  pairs: readonly number[],
  before: readonly (number | undefined)[],
): void {
  for (let i = 0; i < before.length; i++) {
    const [key, value] = [pairs[2 * i] as number, before[i]]
    if (value === undefined) map.delete(key)
    else map.set(key, value)
  }
}

/** @returns what was there before */
function cover(map: Map<number, number>, pairs: readonly number[]): (number | undefined)[] {
  const before: (number | undefined)[] = []
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i] as number
    before.push(map.get(key))
    map.set(key, pairs[i + 1] as number)
  }
  return before
}

/** Of tasks and places together. */
const MOST_STATES = 20_000

/** The number of a task as it is, in a place; -1: none. */
export function keyOfTask(all: Covered, task: number, place: number): number {
  const state = stateOf(all, task)
  return state < 0 || place < 0 ? -1 : pairOf(state, place)
}

/** Number of the state of a task: its record and its stack; -1: so many are known that no more are kept. */
export function stateOf(all: Covered, task: number): number {
  const { states, hash, numbers } = all
  const { states: grounded } = groundOf(all)
  const known = states.get(task) ?? grounded.get(task)
  if (known !== undefined) return known
  const record = taskOf(all, task)
  const [kept, stack] = [hash.records.get(record), hash.contents.get(record)]
  const number = fewNumberOf(numbers, `${kept?.low} ${kept?.high} ${stack?.low} ${stack?.high}`)
  grounded.set(task, number)
  return number
}

/** -1: so many are known that no more are kept. */
function fewNumberOf(numbers: Map<string, number>, key: string): number {
  return numbers.size >= MOST_STATES && !numbers.has(key) ? -1 : numberOf(numbers, key)
}

/** What is known of the machine, its digest up to date. */
export function groundOf(all: Covered): Ground {
  all.ground ??= lookAtGround(all)
  return all.ground
}

function lookAtGround({ hash, numbers }: Covered): Ground {
  const { state } = hash.machine
  currentHash(hash)
  const [space] = state.spaces.values()
  const isQuiet =
    !state.ended &&
    space !== undefined &&
    state.spaces.size === 1 &&
    state.nextTimer === Infinity &&
    state.timers.size === 0 &&
    state.tasks.every((task) => !isAlive(task) || hasOwnStack(hash, space, task))
  if (!isQuiet) return { isQuiet, place: { all: -1, basis: -1 }, states: new Map() }
  const place = { all: wholeDigest(hash, space), basis: basisDigest(hash, space) }
  return {
    isQuiet,
    place: { all: fewNumberOf(numbers, place.all), basis: fewNumberOf(numbers, place.basis) },
    states: new Map(),
  }
}

/** Whether a task runs on a stack that nobody else has: not on one that the program gave, or made. What is done there is its own. */
function hasOwnStack({ regions }: RollingHash, space: AddressSpace, task: Task): boolean {
  const stack = regions.get(task)?.stack
  return stack !== undefined && findArea(space, stack.start)?.task === task.index
}

/** The processes, who lives, and how memory is mapped, as a text of few letters. */
function wholeDigest(hash: RollingHash, space: AddressSpace): string {
  return digestOf('all', hash, (fold) => {
    foldLanes(fold, hash.records.get(space))
    for (const task of hash.machine.state.tasks) if (isAlive(task)) foldNumber(fold, task.tid)
  })
}

/** The processes, and how memory is mapped but for the stacks of threads. */
function basisDigest(hash: RollingHash, { areas }: AddressSpace): string {
  return digestOf('basis', hash, (fold) => foldLanes(fold, lanesOf(areas)))
}

function digestOf(kind: string, { machine, records }: RollingHash, foldRest: (fold: Fold) => void): string {
  const [fold, lanes]: [Fold, Lanes] = [
    { a: 0, b: 0 },
    { low: 0, high: 0 },
  ]
  beginFold(fold)
  foldText(fold, kind)
  for (const process of machine.state.processes.values()) foldLanes(fold, records.get(process))
  foldRest(fold)
  addFold(lanes, fold)
  return hexOf(lanes)
}

function foldLanes(fold: Fold, lanes: Lanes | undefined): void {
  foldWord(fold, lanes?.low ?? 0)
  foldWord(fold, lanes?.high ?? 0)
}

const digested = new WeakMap<readonly Area[], Lanes>()

/** Of how memory is mapped, but for the stacks of threads. A list of areas never changes: another one is put in its place. */
function lanesOf(areas: readonly Area[]): Lanes {
  const known = digested.get(areas)
  if (known) return known
  const [fold, lanes]: [Fold, Lanes] = [
    { a: 0, b: 0 },
    { low: 0, high: 0 },
  ]
  beginFold(fold)
  for (const { start, end, protection, shared, inode, offset, task } of areas)
    if (task === null)
      for (const part of [start, end, protection, shared ? 1 : 0, inode ?? -1, offset]) foldNumber(fold, part)
  addFold(lanes, fold)
  digested.set(areas, lanes)
  return lanes
}

/** A word of the one address space, as the moves that are put off leave it. */
export function coveredWord(all: Covered, address: number): number {
  const put = all.words.get(address)
  if (put !== undefined) return put
  const { machine } = all.hash
  const at = translate(machine.memory, spaceIn(all).space, address, false)
  return at >= 0 ? (machine.memory.i32[at >> 2] as number) : untouchedWord(machine, address)
}

/** A word of a page that nobody has touched; one that cannot be read is as zero. */
function untouchedWord(machine: Machine, address: number): number {
  const bytes = see(machine, taskAt(machine, machine.state.live[0] as number), address, 4)
  return bytes ? new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true) : 0
}

/** Of the machine, one that has ended among them. */
export function taskOf({ hash, tasks }: Covered, number: number): Task {
  const tid = tasks.tids[number]
  return hash.machine.state.tasks.find((task) => task.tid === tid) as Task
}

/** The one address space. */
export function spaceIn({ hash }: Covered): AddressSpace {
  const [space] = hash.machine.state.spaces.values()
  return space as AddressSpace
}
