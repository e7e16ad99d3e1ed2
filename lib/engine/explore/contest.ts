/**
 * Which accesses of the library, in its local work, are operations: those to bytes that are contested. At first none are. What the library
 * passes in local work while there are several tasks is noted, and what operations touch; where two tasks meet in a byte, and one of them
 * writes, and one has passed it, those bytes are contested from then on, and the search begins anew. Until two meet, what was passed can
 * be exchanged with all that others do, so nothing is missing: of the first two that meet, in whatever order, the search makes both.
 *
 * To give a block of the heap back (`free`, `realloc`) is a write to it, in local work, too; threads hand blocks to each other all the
 * time, so that whoever orders it with all other uses is no contest. Where a race is found it is one.
 */
import { findArea, WRITE } from '../kernel/memory/address-space'
import { givenTouches } from '../kernel/run/given'
import { kindOf, OBJECT, type Touch } from '../kernel/state/footprint'
import { type Machine, spaceOf, type Task, taskAt } from '../kernel/state/machine'
import type { SharedMemory } from '../kernel/state/shared-memory'
import type { Graph } from './graph'
import type { Races } from './race'
import { type Bounds, continueSearch, endSearch, type Search } from './search'

type Noted = {
  readonly tid: number
  readonly start: number
  readonly end: number
  readonly writes: boolean
  /** It was passed in local work. */
  readonly isPassed: boolean
}

export type Contest = SharedMemory<Machine, Task> & {
  /** Whether bytes are contested that were not when the search began. */
  readonly isNew: () => boolean
  /** Blocks of the heap that are given back are found to race: so that it is an operation from the next search on. */
  readonly race: (freed: readonly Touch[]) => void
  /** A search begins. */
  readonly begin: () => void
}

/** Ranges of an object that are contested. */
type Contested = Map<number, { readonly start: number; readonly end: number }[]>

/** Bytes of a block that what is noted is found by. */
const BLOCK = 256
/** Moves between two looks at what is contested by now: of a search, so that what is found does not go by who asks how often. */
const LOOK_EVERY = 256
/** After so many searches all that may be shared is an operation. */
const MOST_BEGUN = 24

/** @param isAll all accesses to what may be shared are operations from the beginning */
export function contestOf(isAll = false): Contest {
  // What turns out to be contested while a search goes on counts from the next one on.
  const contested: Contested = new Map()
  let shared: Contested = new Map()
  const noted = new Map<string, Noted[]>()
  const known = new Set<string>()
  const met = new WeakSet<readonly Touch[]>()
  let [begun, isNew] = [isAll ? MOST_BEGUN : 0, false]
  const note = (machine: Machine, task: Task, touches: readonly Touch[], isPassed: boolean) => {
    for (const touch of touches) {
      const place = placeOf(machine, task, touch)
      if (place === null) continue
      const { offset: start, length, mode } = touch
      const key = `${place} ${task.tid} ${start} ${length} ${mode} ${isPassed}`
      if (known.has(key)) continue
      known.add(key)
      const one = { tid: task.tid, start, end: start + length, writes: mode !== 'read', isPassed }
      for (const other of add(noted, place, one)) {
        isNew = addContested(contested, touch.object, [one, other]) || isNew
      }
    }
  }
  return {
    isAny: () => shared.size > 0 || begun > MOST_BEGUN,
    isShared: (machine, task, touches) =>
      touches.some((touch) =>
        begun > MOST_BEGUN ? placeOf(machine, task, touch) !== null : isContested(shared, touch),
      ),
    pass(machine, task) {
      if (machine.state.live.length > 1) note(machine, task, givenTouches(machine, task), true)
    },
    meet(machine, task, touches) {
      if (met.has(touches)) return
      met.add(touches)
      note(machine, task, touches, false)
    },
    isNew: () => isNew,
    race(freed) {
      for (const { object, offset, length } of freed)
        isNew = addContested(contested, object, [{ start: offset, end: offset + length }]) || isNew
    },
    begin() {
      begun++
      shared = new Map([...contested].map(([object, ranges]) => [object, [...ranges]]))
      isNew = false
      noted.clear()
      known.clear()
    },
  }
}

/** Whose memory a touch goes to: an object, and of a space the task whose stack it is; null: none that anybody can write to. */
function placeOf(machine: Machine, task: Task, { object, offset, length, mode }: Touch): string | null {
  if (kindOf(object) === OBJECT.inode) return length < Infinity ? `${object}` : null
  if (kindOf(object) !== OBJECT.memory || length === Infinity) return null
  const area = findArea(spaceOf(machine, task), offset)
  if (!area || (mode === 'read' && (area.protection & WRITE) === 0)) return null
  // A stack is given out again to later threads.
  return `${object} ${area.task === null ? '' : taskAt(machine, area.task).tid}`
}

/** @returns those noted before that it meets */
function add(noted: Map<string, Noted[]>, place: string, one: Noted): Set<Noted> {
  const met = new Set<Noted>()
  for (let block = Math.floor(one.start / BLOCK); block * BLOCK < one.end; block++) {
    const key = `${place}:${block}`
    const others = noted.get(key) ?? []
    if (others.length === 0) noted.set(key, others)
    for (const other of others) if (meets(one, other)) met.add(other)
    others.push(one)
  }
  return met
}

function meets(one: Noted, other: Noted): boolean {
  if (one.tid === other.tid || !(one.isPassed || other.isPassed) || !(one.writes || other.writes))
    return false
  return one.start < other.end && other.start < one.end
}

/** @returns whether any of it was not contested before */
function addContested(
  contested: Contested,
  object: number,
  both: readonly Pick<Noted, 'start' | 'end'>[],
): boolean {
  const ranges = contested.get(object) ?? []
  contested.set(object, ranges)
  let isNew = false
  for (const { start, end } of both) {
    if (ranges.some((range) => range.start <= start && end <= range.end)) continue
    ranges.push({ start, end })
    isNew = true
  }
  return isNew
}

function isContested(contested: Contested, { object, offset, length }: Touch): boolean {
  const ranges = contested.get(object)
  return ranges?.some(({ start, end }) => offset < end && start < offset + length) ?? false
}

/** What a search needs around it. */
export type Attempt = { readonly search: Search; readonly races: () => Races; readonly close: () => void }

export type Contended<T extends Attempt> = {
  /** The search that counts. */
  readonly last: () => T
  /** Goes on for so many moves. True: it is done, and nothing that was passed is contested. */
  readonly advance: (moves: number) => boolean
}

/**
 * A search that begins anew when bytes turn out to be contested. @param contest null: none ever do
 * @param bounds of all of it together; of states each time
 */
export function contendedSearch<T extends Attempt>(
  contest: Contest | null,
  bounds: Bounds,
  begin: (bounds: Bounds) => T,
): Contended<T> {
  contest?.begin()
  let last = begin(bounds)
  let [made, worked] = [0, 0]
  const beginAnew = () => {
    const { search, close } = last
    worked += search.model.work()
    if (worked >= bounds.work) search.cut = 'work'
    endSearch(search)
    if (search.cut === 'work') return
    close()
    contest?.begin()
    last = begin({ ...bounds, work: bounds.work - worked })
    made = 0
  }
  return {
    last: () => last,
    advance(moves) {
      for (let i = 0; i < moves; i++) {
        const isDone = continueSearch(last.search, 1)
        made++
        const isWhole = isDone && last.search.cut === null
        if (isWhole && contest && givesBack(last.search.graph)) contest.race(last.races().freed)
        const isLooked = isDone || made % LOOK_EVERY === 0
        if (isLooked && contest?.isNew() && last.search.cut === null) beginAnew()
        else if (isDone) return true
      }
      return last.search.done
    },
  }
}

/** Whether any block of the heap is given back in local work. */
export function givesBack({ operations }: Graph): boolean {
  return operations.some(({ blocks }) => blocks.some(({ isTaken }) => !isTaken))
}
