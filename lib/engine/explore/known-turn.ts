/**
 * Turns of tasks that are known: a task of which everything is as it once was, and that finds the same words of memory in front
 * of its next operation, does what it did then. (Local transition caching: Blom, van de Pol, Weber, LTSmin, CAV 2010.)
 */
import { findArea } from '../kernel/memory/address-space'
import type { NextOperation } from '../kernel/run/next-operation'
import { kindOf, OBJECT, objectOf, type Touch } from '../kernel/state/footprint'
import { MUTEX, MUTEX_KIND } from '../kernel/state/layout'
import type { AddressSpace, Task } from '../kernel/state/machine'
import type { Pending } from './model'

/**
 * What turns depend on besides tasks and words, as numbers. `all`: who lives, and how memory is mapped. `basis`: how it is mapped
 * but for the stacks of threads; -1: too many are known.
 */
export type Setting = { readonly all: number; readonly basis: number }

/** What a turn makes of tasks, of words of memory, and of the digest; with its work. */
export type Turn = {
  /** The task has come to its end. */
  readonly isOver: boolean
  /** Number and new state of each task of which something has changed, in turn. */
  readonly tasks: readonly number[]
  /** Null: as it was. */
  readonly place: Setting | null
  /** Address and value in turn. */
  readonly writes: readonly number[]
  readonly low: number
  readonly high: number
  readonly work: number
}

/** What a task would do where it finds certain words. */
export type KnownLook = {
  /** Another task that it depends on, and the state of that one; -1: none. */
  readonly other: number
  readonly otherState: number
  /** Words that it depends on; those that only its turn looks at are added when that is made. */
  words: readonly number[]
  values: readonly number[]
  readonly pending: Pending
  /** Undefined: it has not been made yet. Null: it changes, or depends on, more than the task and those words. */
  turn: Turn | null | undefined
}

/** By the state and the place of a task, as one number: what it would do; null: nobody can keep that. */
export type KnownTurns = {
  readonly looks: Map<number, readonly KnownLook[] | null>
  /** About as many as all of it takes. */
  bytes: number
}

/** What is asked of the state that the model stands in. */
export type Asked = {
  readonly wordAt: (address: number) => number
  readonly stateOf: (task: number) => number
}

/** That is known in all; a look and its turn, each number in them, and that there is none. */
const MOST_BYTES = 8 << 20
const LOOK_BYTES = 500
const NUMBER_BYTES = 8
const NONE_BYTES = 64
/** Looks of one task as it is, and words that a turn may depend on. */
const LOOKS = 64
const MOST_WORDS = 32

/** Calls that look at, and change, nothing but the bytes which their footprint says, their task, and the one that they are about. */
const CALLS: readonly (string | null)[] = [
  'mutex_lock',
  'mutex_trylock',
  'mutex_unlock',
  'sem_wait',
  'sem_trywait',
  'sem_post',
  'spin_lock',
  'spin_trylock',
  'spin_unlock',
  'rwlock_rdlock',
  'rwlock_tryrdlock',
  'rwlock_wrlock',
  'rwlock_trywrlock',
  'rwlock_unlock',
  'thread_exit',
  'thread_join',
]
const ACCESSES: readonly NextOperation['kind'][] = ['load', 'store', 'atomic', 'copy', 'fill', 'fence']

/** The look of a task, by its state and place; undefined: it is not known. */
export function lookOf(known: KnownTurns, key: number, asked: Asked): KnownLook | undefined {
  return known.looks.get(key)?.find((look) => isSeen(look, asked))
}

function isSeen({ other, otherState, words, values }: KnownLook, { wordAt, stateOf }: Asked): boolean {
  if (other >= 0 && stateOf(other) !== otherState) return false
  for (let i = 0; i < words.length; i++) if (wordAt(words[i] as number) !== values[i]) return false
  return true
}

/**
 * Keeps what a task would do.
 * @param words that it depends on
 * @param other number of the task that it is about, or -1
 * @returns null when enough is known of the task as it is
 */
export function keepLook(
  known: KnownTurns,
  key: number,
  { wordAt, stateOf }: Asked,
  words: readonly number[],
  pending: Pending,
  other: number,
): KnownLook | null {
  const looks = known.looks.get(key) ?? []
  const otherState = other < 0 ? -1 : stateOf(other)
  if (key < 0 || known.bytes >= MOST_BYTES || looks.length >= LOOKS || (other >= 0 && otherState < 0))
    return null
  const look: KnownLook = { other, otherState, words, values: words.map(wordAt), pending, turn: undefined }
  known.looks.set(key, [...looks, look])
  known.bytes += LOOK_BYTES + 2 * NUMBER_BYTES * words.length
  return look
}

/** Nobody can keep what a task would do that is as it is. */
export function keepNone(known: KnownTurns, key: number): void {
  if (known.bytes >= MOST_BYTES) return
  known.looks.set(key, null)
  known.bytes += NONE_BYTES
}

/**
 * Keeps what has come of a look that was gone on with.
 * @param reads words that the turn depends on, and what they were; those of the look are among them
 */
export function keepTurn(
  known: KnownTurns,
  look: KnownLook,
  reads: ReadonlyMap<number, number>,
  turn: Turn,
): void {
  if (reads.size > MOST_WORDS) {
    look.turn = null
    return
  }
  look.words = [...reads.keys()]
  look.values = [...reads.values()]
  look.turn = turn
  known.bytes += NUMBER_BYTES * (2 * reads.size + turn.writes.length + turn.tasks.length)
}

/** Addresses of the words that an operation is about; null: it depends on more than tasks and a few words. */
export function wordsOf(
  task: Task,
  next: NextOperation,
  space: AddressSpace,
  wordAt: Asked['wordAt'],
): number[] | null {
  if (task.pending || next.choices !== 1) return null
  if (!ACCESSES.includes(next.kind) && !(next.kind === 'call' && CALLS.includes(next.call))) return null
  const words: number[] = []
  for (const touch of next.objects) {
    if (isOfTasks(task, space, touch)) continue
    const isMemory = touch.object === objectOf(OBJECT.memory, space.id)
    if (!isMemory || touch.length > 4 * MOST_WORDS || !isSteady(task, space, touch.offset)) return null
    const end = touch.offset + touch.length
    for (let word = touch.offset & ~3; word < end; word += 4) if (!words.includes(word)) words.push(word)
  }
  const isMutex = next.call?.startsWith('mutex_') && words[0] !== undefined
  if (isMutex && wordAt((words[0] as number) + MUTEX.kind) & KNOWS_OWNER) return null
  return words.length > MOST_WORDS ? null : words
}

/** Of such a mutex it matters whether its owner is still there, and who waits. */
const KNOWS_OWNER = MUTEX_KIND.robust | MUTEX_KIND.inherit

/** Whether an address stays mapped whoever else ends. Of a file's page not: what its first write changes, no word tells. */
export function isSteady({ index }: Task, space: AddressSpace, address: number): boolean {
  const area = findArea(space, address)
  return area !== null && area.inode === null && (area.task === null || area.task === index)
}

/** Whether what a task does next depends on who lives, too. */
export function dependsOnOthers({ call }: NextOperation): boolean {
  return call === 'thread_exit' || call === 'thread_join'
}

/** Tasks are told apart by their state; which a process has, and how its memory is mapped, by their place. */
function isOfTasks({ pid }: Task, { id }: AddressSpace, { object }: Touch): boolean {
  if (kindOf(object) === OBJECT.task) return true
  return object === objectOf(OBJECT.mapping, id) || object === objectOf(OBJECT.process, pid)
}
