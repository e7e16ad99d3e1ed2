/**
 * A machine with what moves that are put off (deferring-model.ts) have changed lying over it: words of memory, states of tasks, and
 * their place.
 */
import { see } from '../kernel/memory/argument'
import { isAlive } from '../kernel/process/process'
import { currentHash } from '../kernel/run/rolling-hash'
import type { RollingHash } from '../kernel/run/rolling-part'
import { type AddressSpace, type Area, type Machine, type Task, taskAt } from '../kernel/state/machine'
import { translate } from '../vm/memory'
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
  /** Nothing is due, and there is one address space: turns can be put off. */
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

/** Two numbers below it make one that is exact. */
const PAIR = 1 << 26

/** Of tasks and places together. */
const MOST_STATES = 20_000

/** The number of a task as it is, in a place; -1: none. */
export function keyOfTask(all: Covered, task: number, place: number): number {
  const state = stateOf(all, task)
  return state < 0 || place < 0 ? -1 : state * PAIR + place
}

/** Number of the state of a task: its record and its stack. */
export function stateOf(all: Covered, task: number): number {
  const { states, hash, numbers } = all
  const { states: grounded } = groundOf(all)
  const known = states.get(task) ?? grounded.get(task)
  if (known !== undefined) return known
  const record = taskOf(all, task)
  const [kept, stack] = [hash.records.get(record), hash.contents.get(record)]
  const number = numberOf(numbers, `${kept?.low} ${kept?.high} ${stack?.low} ${stack?.high}`)
  grounded.set(task, number)
  return number
}

/** -1: so many are known that no more are kept. */
function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  if (numbers.size >= MOST_STATES) return -1
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** What is known of the machine, its digest up to date. */
export function groundOf(all: Covered): Ground {
  all.ground ??= lookAtGround(all)
  return all.ground
}

function lookAtGround({ hash, numbers }: Covered): Ground {
  const { state } = hash.machine
  currentHash(hash)
  const isQuiet =
    !state.ended && state.spaces.size === 1 && state.nextTimer === Infinity && state.timers.size === 0
  if (!isQuiet) return { isQuiet, place: { all: -1, basis: -1 }, states: new Map() }
  const digest = (one: object) => {
    const lanes = hash.records.get(one)
    return `${lanes?.low},${lanes?.high}`
  }
  let basis = 'basis'
  for (const process of state.processes.values()) basis += ` ${digest(process)}`
  let whole = basis
  for (const { tid } of state.tasks.filter(isAlive)) whole += ` ${tid}`
  for (const space of state.spaces.values()) {
    whole += ` ${digest(space)}`
    basis += namesOf(space.areas)
  }
  return {
    isQuiet,
    place: { all: numberOf(numbers, whole), basis: numberOf(numbers, basis) },
    states: new Map(),
  }
}

const named = new WeakMap<readonly Area[], string>()

/** How memory is mapped, but for the stacks of threads. A list of areas never changes: another one is put in its place. */
function namesOf(areas: readonly Area[]): string {
  const known = named.get(areas)
  if (known !== undefined) return known
  let names = ''
  for (const { start, end, protection, shared, inode, offset, task } of areas)
    if (task === null) names += ` ${start} ${end} ${protection} ${shared} ${inode} ${offset}`
  named.set(areas, names)
  return names
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
