/** Locks and what else tasks wait at, by the variables that hold them: who has it, and who waits. For figures. */
import type { Program, VariableInfo } from '../../vm/program'
import { contents } from '../memory/peek'
import { getI32 } from '../memory/user-memory'
import { BARRIER, CONDVAR, MUTEX, RWLOCK, SEMAPHORE } from '../state/layout'
import { type AddressSpace, type Machine, type Process, type Task, taskAt } from '../state/machine'
import { must } from '../state/must'
import type { SyncView } from '../state/view'
import { nameAt } from './address-name'
import { backtrace } from './backtrace'

type SyncKind = SyncView['kind']

/** By the name of the type; the size is that of the object in user memory. */
const KINDS: Readonly<Record<string, { readonly kind: SyncKind; readonly size: number }>> = {
  pthread_mutex_t: { kind: 'mutex', size: MUTEX.size },
  pthread_cond_t: { kind: 'condition', size: CONDVAR.size },
  pthread_rwlock_t: { kind: 'rwlock', size: RWLOCK.size },
  pthread_barrier_t: { kind: 'barrier', size: BARRIER.size },
  sem_t: { kind: 'semaphore', size: SEMAPHORE.size },
}
/** Elements of an array that are looked into. */
const MOST_ELEMENTS = 16

type Found = {
  readonly name: string
  readonly address: number
  readonly kind: SyncKind
  readonly size: number
}

/** In order of address, process by process. */
export function syncViews(machine: Machine): SyncView[] {
  return [...machine.state.processes.values()]
    .filter(({ state }) => state === 'alive')
    .flatMap((process) => {
      const record = must(machine.state.spaces.get(process.space), 'space')
      const tasks = process.tasks.map((index) => taskAt(machine, index))
      return foundIn(machine, record, tasks).flatMap(
        (found) => viewOf(machine, process, record, tasks, found) ?? [],
      )
    })
}

function foundIn(machine: Machine, record: AddressSpace, tasks: readonly Task[]): Found[] {
  const { program } = must(machine.programs[record.program], 'program')
  const found = new Map<number, Found>()
  const add = (one: Found) => {
    if (!found.has(one.address)) found.set(one.address, one)
  }
  for (const variable of program.globals)
    if (variable.place.in === 'memory')
      for (const one of within(program, variable.type, variable.name, variable.place.address)) add(one)
  for (const task of tasks) {
    if (task.state === 'zombie' || task.state === 'gone') continue
    for (const { info, fp } of backtrace(machine, task, 16))
      for (const local of info.isLibrary ? [] : info.locals)
        for (const one of within(program, local.type, local.name, addressIn(local, fp))) add(one)
    const waited = waitedFor(machine, task)
    if (waited) add(waited)
  }
  return [...found.values()].sort((a, b) => a.address - b.address)
}

function addressIn({ place }: VariableInfo, fp: number): number {
  return place.in === 'frame' ? fp + place.offset : -1
}

/** The objects in a variable: itself, elements, members. */
function within(program: Program, number: number, name: string, address: number): Found[] {
  const type = program.types[number]
  if (!type || address < 0) return []
  const known = KINDS[type.name]
  if (known) return [{ name, address, ...known }]
  if (type.kind === 'array') {
    const size = program.types[type.of]?.size ?? 0
    return Array.from({ length: Math.min(type.length, MOST_ELEMENTS) }, (_, i) => i).flatMap((i) =>
      within(program, type.of, `${name}[${i}]`, address + i * size),
    )
  }
  if (type.kind !== 'struct') return []
  return type.fields.flatMap((field) =>
    within(program, field.type, `${name}.${field.name}`, address + field.offset),
  )
}

/** What a task waits at, though no variable of this process is it: on the heap, or in shared memory. */
function waitedFor(machine: Machine, task: Task): Found | null {
  const { blocked } = task
  if (!blocked || blocked.address === null || task.state !== 'sleeping') return null
  const kind = WAITED[blocked.object ?? '']
  if (!kind) return null
  const name = nameAt(machine, task, blocked.address) ?? `0x${blocked.address.toString(16)}`
  return { name, address: blocked.address, ...kind }
}

const WAITED: Readonly<Record<string, { readonly kind: SyncKind; readonly size: number } | undefined>> = {
  mutex: KINDS.pthread_mutex_t,
  semaphore: KINDS.sem_t,
}

function viewOf(
  machine: Machine,
  process: Process,
  record: AddressSpace,
  tasks: readonly Task[],
  { name, address, kind, size }: Found,
): SyncView | null {
  const bytes = contents(machine, record, address, size)
  if (!bytes) return null
  const waiters = tasks
    .filter((task) => task.state === 'sleeping' && task.blocked?.address === address)
    .map(({ index }) => index)
  return { pid: process.pid, name, address, kind, waiters, ...stateOf(machine, kind, bytes) }
}

function stateOf(
  machine: Machine,
  kind: SyncKind,
  bytes: Uint8Array,
): Pick<SyncView, 'owner' | 'value' | 'of'> {
  const word = (offset: number) => getI32(bytes, offset)
  switch (kind) {
    case 'mutex':
      return { owner: taskOf(machine, word(MUTEX.owner)), value: word(MUTEX.lock) === 0 ? 0 : 1, of: null }
    case 'rwlock':
      return { owner: taskOf(machine, word(RWLOCK.writer)), value: word(RWLOCK.readers), of: null }
    case 'barrier':
      return { owner: null, value: word(BARRIER.arrived), of: word(BARRIER.threshold) }
    case 'semaphore':
      return { owner: null, value: word(SEMAPHORE.value), of: null }
    case 'condition':
      return { owner: null, value: null, of: null }
  }
}

function taskOf(machine: Machine, tid: number): number | null {
  if (tid === 0) return null
  const found = machine.state.live.find((index) => taskAt(machine, index).tid === tid)
  return found ?? null
}
