/** What one step of a task has changed and looked at, told from the journals: whether it was only its own, and given words. */
import { INTRINSIC } from '../../vm/frame'
import { readJournal } from '../../vm/journal'
import { noteTranslated, translate } from '../../vm/memory'
import type { AddressSpace, Task } from '../state/machine'
import { isIn, type Stack } from './memory-hash'
import { currentHash } from './rolling-hash'
import { isUntold } from './rolling-memory'
import type { RollingHash } from './rolling-part'

const PAGE = 4096
const WORDS = 1024

export type StepWatch = {
  readonly changes: number
  readonly memory: number
  readonly translated: readonly number[]
  /** Of the task that makes the step. */
  readonly stack: Stack | undefined
}

/** From here on is noted what is looked at. @param task who makes the step */
export function watchStep(hash: RollingHash, task: Task): StepWatch {
  currentHash(hash)
  const translated: number[] = []
  noteTranslated(hash.machine.memory, translated)
  const stack = hash.regions.get(task)?.stack
  return { changes: hash.changes.length, memory: hash.memory, translated, stack }
}

export type Watched = {
  /** Tasks of which something has changed that counts. */
  readonly tasks: readonly Task[]
  /** Words of the space that were read or written, by address: what they were before. */
  readonly reads: ReadonlyMap<number, number>
  /** Words that were written, and what they are now. */
  readonly writes: ReadonlyMap<number, number>
}

/**
 * What was done since the watch began.
 * @param known words, by address, that the task may have used besides its stack
 * @returns null when anything else was changed than tasks, their process and space, and words of that space, or when memory was
 * looked at otherwise than by a load
 */
export function stepWatched(
  hash: RollingHash,
  watch: StepWatch,
  space: AddressSpace,
  known: readonly number[],
): Watched | null {
  const { memory } = hash.machine
  memory.translated = null
  currentHash(hash)
  const { stack } = watch
  const isOwn = (address: number) => stack !== undefined && isIn(stack, address)
  const tasks = tasksChanged(hash, watch, space)
  if (!tasks) return null
  const used = new Set(known)
  if (!addLoaded(used, watch, isOwn)) return null
  const [before, writes] = [new Map<number, number>(), new Map<number, number>()]
  let isKnown = true
  const { journal } = memory
  if (journal)
    readJournal(journal, watch.memory, (at, count, old, values) => {
      // Storage that counts nowhere: which it is takes long to find out.
      let untold = -1
      for (let i = 0; i < count; i++) {
        const slot = (at + i) >> 10
        if (slot === untold) continue
        const owner = hash.owners.get(slot)
        if (owner?.kind === 'table' || (!owner && isUntold(hash.machine, slot))) {
          untold = slot
          continue
        }
        const address = owner?.kind === 'page' ? owner.page * PAGE + 4 * ((at + i) & (WORDS - 1)) : -1
        if (owner?.kind !== 'page' || owner.space !== space) isKnown = false
        else if (!isOwn(address)) {
          // The journal tells the latest first.
          before.set(address, old[values + i] as number)
          writes.set(address, memory.i32[at + i] as number)
        }
      }
    })
  if (!isKnown) return null
  const reads = new Map<number, number>()
  for (const address of new Set([...used, ...before.keys()])) {
    const value = before.get(address) ?? wordAt(hash, space, address)
    if (value === null) return null
    reads.set(address, value)
  }
  return { tasks, reads, writes }
}

/** Adds the words that were loaded. False: something else was done with an address than to load from it or store to it. */
function addLoaded(
  used: Set<number>,
  { translated }: StepWatch,
  isOwn: (address: number) => boolean,
): boolean {
  let isInside = false
  for (let i = 0; i < translated.length; i += 2) {
    const [address, size] = [translated[i] as number, translated[i + 1] as number]
    if (size === INTRINSIC) isInside = true
    if (size === INTRINSIC || isOwn(address)) continue
    // What a library function reads behind its first word is nobody's to say.
    if (size < 0 && (isInside || !used.has(address & ~3))) return false
    for (let word = address & ~3; word < address + size; word += 4) used.add(word)
  }
  return true
}

function wordAt(
  { machine: { memory } }: RollingHash,
  { space }: AddressSpace,
  address: number,
): number | null {
  const at = translate(memory, space, address, false)
  return at < 0 ? null : (memory.i32[at >> 2] as number)
}

/** Null: of all that the digest counts something else has changed, too. */
function tasksChanged(hash: RollingHash, watch: StepWatch, space: AddressSpace): Task[] | null {
  const { changes, records, contents, kinds } = hash
  const tasks = new Set<Task>()
  for (let i = watch.changes; i < changes.length; i += 3) {
    const [map, key] = [changes[i], changes[i + 1]]
    if ((map !== records && map !== contents) || key === space) continue
    const kind = typeof key === 'object' && key !== null ? kinds.get(key) : undefined
    if (kind === 'task') tasks.add(key as Task)
    else if (kind !== 'processes') return null
  }
  return [...tasks]
}
