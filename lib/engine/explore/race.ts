/**
 * Data races by happens-before (C11 5.1.2.4), read from the graph. For each last access that some task does not know of
 * yet, the state carries who does: tasks, objects that were released since, fences. An access of a task that does not
 * know of a conflicting one before it is a race. Exact, since what is known is part of the state; a second pass, since it
 * makes more states of them.
 */
import { edgesOf, type Graph, operationOf } from './graph'
import { type Access, type Operation, overlaps } from './model'
import { at } from './vector'

export type Race = {
  /** Words for what they touch. */
  readonly location: string
  /** In the order of file and line; of a line that races with itself the same twice. */
  readonly accesses: readonly [RaceAccess, RaceAccess]
  /** State before which the second of them was made, and the edge that makes it: the end of a schedule that shows it. */
  readonly edge: number
}

export type RaceAccess = {
  readonly task: number
  readonly file: number
  readonly line: number
  readonly write: boolean
}

export type Races = { readonly races: readonly Race[]; readonly complete: boolean }

/** An access that not everybody knows of. `known` is a set of entities, by bit. */
type Memory = { readonly access: Access; readonly by: Operation; readonly known: bigint }
type Shadow = { readonly live: bigint; readonly memories: readonly Memory[] }

/** @param most pairs of state and shadow at most */
export function racesOf(graph: Graph, most: number): Races {
  const entity = numbering()
  const found = new Map<string, Race>()
  const first: Shadow = { live: firstTasks(graph, entity), memories: [] }
  const seen = new Set<string>([keyOf(0, first)])
  const pending: { state: number; shadow: Shadow }[] = [{ state: 0, shadow: first }]
  while (pending.length > 0) {
    const { state, shadow } = pending.pop() as { state: number; shadow: Shadow }
    for (const edge of edgesOf(graph, state)) {
      const operation = operationOf(graph, edge)
      for (const race of racesAt(shadow, operation, entity, edge)) {
        const key = race.accesses.map(({ file, line }) => `${file}:${line}`).join(' ')
        if (!found.has(key)) found.set(key, race)
      }
      const after = { state: at(graph.to, edge), shadow: passOn(shadow, operation, entity) }
      const key = keyOf(after.state, after.shadow)
      if (seen.has(key)) continue
      if (seen.size >= most) return { races: sorted(found), complete: false }
      seen.add(key)
      pending.push(after)
    }
  }
  return { races: sorted(found), complete: true }
}

/** Tasks that run from the beginning: no operation makes them. */
function firstTasks({ operations }: Graph, entity: Entity): bigint {
  const made = new Set(operations.map(({ spawns }) => spawns))
  const first = new Set(operations.map(({ task }) => task).filter((task) => !made.has(task)))
  return [...first].reduce((live, task) => live | bit(entity(`task ${task}`)), 0n)
}

function sorted(found: Map<string, Race>): Race[] {
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, race]) => race)
}

type Entity = (name: string) => number

function numbering(): Entity {
  const known = new Map<string, number>()
  return (name) => {
    const number = known.get(name) ?? known.size
    known.set(name, number)
    return number
  }
}

function bit(number: number): bigint {
  return 1n << BigInt(number)
}

function racesAt(shadow: Shadow, operation: Operation, entity: Entity, edge: number): Race[] {
  const own = bit(entity(`task ${operation.task}`))
  return operation.accesses.flatMap((access) => {
    if (access.kind !== 'memory') return []
    return shadow.memories.flatMap((before) => {
      if (before.by.task === operation.task || (before.known & own) !== 0n) return []
      if (!overlaps(before.access, access)) return []
      if (before.access.mode === 'read' && access.mode === 'read') return []
      if (before.access.order !== null && access.order !== null) return []
      const pair = [describe(before.access, before.by), describe(access, operation)] as const
      const [a, b] = pair
      const isInOrder = a.file < b.file || (a.file === b.file && a.line <= b.line)
      return { location: access.name, accesses: isInOrder ? ([a, b] as const) : ([b, a] as const), edge }
    })
  })
}

function describe(access: Access, { task, file, line }: Operation): RaceAccess {
  return { task, file, line, write: access.mode !== 'read' }
}

/** Who knows what after an operation. */
function passOn({ live, memories }: Shadow, operation: Operation, entity: Entity): Shadow {
  const me = operation.task
  const own = bit(entity(`task ${me}`))
  let next = live
  let list = memories
  const spread = (from: bigint, to: bigint) => {
    list = list.map((memory) =>
      (memory.known & from) !== 0n ? { ...memory, known: memory.known | to } : memory,
    )
  }
  const replace = (from: bigint, to: bigint) => {
    list = list.map((memory) => ({
      ...memory,
      known: (memory.known & from) !== 0n ? memory.known | to : memory.known & ~to,
    }))
  }
  const releasing = bit(entity(`release fence ${me}`))
  const acquiring = bit(entity(`acquire fence ${me}`))
  if (operation.joins !== null) spread(bit(entity(`task ${operation.joins}`)), own)
  if (operation.fence !== null && isAcquire(operation.fence)) spread(acquiring, own)
  if (operation.fence !== null && isRelease(operation.fence)) replace(own, releasing)
  for (const access of operation.accesses) {
    if (access.order === null) continue
    const object = bit(entity(`${access.object}+${access.start}`))
    if (access.mode === 'read' || isUpdate(operation, access)) {
      if (isAcquire(access.order)) spread(object, own)
      spread(object, acquiring)
    }
    if (access.mode === 'read') continue
    const from = isRelease(access.order) ? own | releasing : releasing
    // A plain atomic store begins a new release sequence; an update, or a kernel object, goes on with the old one.
    if (access.kind === 'kernel' || isUpdate(operation, access)) spread(from, object)
    else replace(from, object)
  }
  if (operation.spawns !== null) {
    const child = bit(entity(`task ${operation.spawns}`))
    next |= child
    spread(own, child)
  }
  const made = operation.accesses
    .filter(({ kind }) => kind === 'memory')
    .map((access) => ({ access, by: operation, known: own }))
  list = [...list.filter((memory) => !made.some((one) => isSame(memory, one))), ...made]
  if (operation.ends) next &= ~own
  return { live: next, memories: list.filter(({ known }) => (known & next) !== next) }
}

/** A read-modify-write: its operation reads the same place. */
function isUpdate(operation: Operation, access: Access): boolean {
  return (
    access.kind === 'kernel' ||
    operation.accesses.some((other) => other !== access && other.mode === 'read' && overlaps(other, access))
  )
}

function isAcquire(order: string): boolean {
  return order === 'acquire' || order === 'acq_rel' || order === 'seq_cst'
}

function isRelease(order: string): boolean {
  return order === 'release' || order === 'acq_rel' || order === 'seq_cst'
}

function isSame(a: Memory, b: Memory): boolean {
  return memoryKey(a) === memoryKey(b)
}

/** Accesses that would make the same races: by the same task at the same place in the source, of the same bytes. */
function memoryKey({ access, by }: Memory): string {
  const { object, start, length, mode, order } = access
  return `${by.task} ${by.file}:${by.line} ${object} ${start} ${length} ${mode} ${order !== null}`
}

function keyOf(state: number, { live, memories }: Shadow): string {
  const list = memories.map((memory) => `${memoryKey(memory)} ${memory.known}`).sort()
  return `${state} ${live} ${list.join(';')}`
}
