/**
 * What of each record can still matter to what the machine will do or show, field by field: how it goes into the digest
 * of a state, or why it does not. A new field is a type error here until somebody has decided.
 *
 * Tasks are named by their tids and programs by their paths, since indexes depend on what others did before.
 */
import { rowOf } from '../state/call'
import { type Fold, foldBytes, foldNumber, foldText, foldWord } from '../state/fold'
import {
  type AddressSpace,
  type Area,
  type DescriptorTable,
  type Epoll,
  type Inode,
  type Machine,
  type MessageQueue,
  type OpenFile,
  type Pipe,
  type Process,
  type SemaphoreSet,
  type Socket,
  type State,
  type Task,
  taskAt,
} from '../state/machine'
import type { KernelTimer } from '../state/timer-state'

/** Why a field is left out. */
export const LEFT_OUT = {
  /** Time; of what is still due only the order matters, and that is in the digest by itself. */
  clock: 'clock',
  /** Counted for figures and results. */
  statistic: 'statistic',
  /** Whom the scheduler prefers: whoever asks for the digest of a state chooses himself. */
  scheduler: 'scheduler',
  /** Follows from what is in the digest. */
  derived: 'derived',
  /** A number by order of creation or by place in physical memory. */
  place: 'place',
  /** A table of records, each of which is in the digest. */
  table: 'table',
  /** In the digest by content: hash.ts. */
  content: 'content',
  /** Only figures show it. */
  figure: 'figure',
} as const

type Reason = (typeof LEFT_OUT)[keyof typeof LEFT_OUT]
type FoldField<V, T> = (fold: Fold, value: V, machine: Machine, record: T) => void
export type Coverage<T> = { readonly [K in keyof T]-?: Reason | FoldField<T[K], T> }

const { clock, statistic, scheduler, derived, place, table, content, figure } = LEFT_OUT

const flag = (fold: Fold, value: boolean) => foldWord(fold, value ? 1 : 0)
const maybe = (fold: Fold, value: number | null) =>
  value === null ? foldText(fold, '-') : foldNumber(fold, value)

const numbers = (fold: Fold, values: readonly number[] | null) => {
  foldWord(fold, values === null ? -1 : values.length)
  for (const value of values ?? []) foldNumber(fold, value)
}

/** A task by index. */
const taskRef = (fold: Fold, index: number | null, machine: Machine) =>
  maybe(fold, index === null ? null : taskAt(machine, index).tid)

/** A value that is a number, a text, a flag or nothing. */
const scalar = (fold: Fold, value: number | string | boolean | null) => {
  if (typeof value === 'number') foldNumber(fold, value)
  else if (typeof value === 'string') foldText(fold, value)
  else foldWord(fold, value === null ? 2 : value ? 1 : 0)
}

/** All fields of each of some values. */
const all =
  <T>(coverage: Coverage<T>) =>
  (fold: Fold, values: readonly T[], machine: Machine) => {
    foldWord(fold, values.length)
    for (const value of values) foldFields(fold, coverage, value, machine)
  }

/** Of a task that has ended only its result is left. */
const living =
  <V>(inner: FoldField<V, Task>): FoldField<V, Task> =>
  (fold, value, machine, task) => {
    if (task.state !== 'zombie') inner(fold, value, machine, task)
  }

/** Folds the fields of a record that count, in the order of the coverage. */
export function foldFields<T>(fold: Fold, coverage: Coverage<T>, record: T, machine: Machine): void {
  for (const [field, how] of foldedFields(coverage)) how(fold, record[field], machine, record)
}

type Folded<T> = readonly (readonly [keyof T, FoldField<T[keyof T], T>])[]

const folded = new WeakMap<object, Folded<never>>()

/** The fields that count, and how. */
function foldedFields<T>(coverage: Coverage<T>): Folded<T> {
  const known = folded.get(coverage)
  if (known) return known as unknown as Folded<T>
  const fields = Object.entries(coverage).filter(([, how]) => typeof how === 'function')
  folded.set(coverage, fields as unknown as Folded<never>)
  return fields as unknown as Folded<T>
}

/** Do two states of a record differ in a field that counts? */
export function differs<T>(coverage: Coverage<T>, before: T, now: T): boolean {
  for (const [field] of foldedFields(coverage)) if (!Object.is(before[field], now[field])) return true
  return false
}

export const STATE: Coverage<State> = {
  now: clock,
  steps: statistic,
  visibles: statistic,
  systemCalls: statistic,
  contextSwitches: statistic,
  minorFaults: statistic,
  copiedFaults: statistic,
  draws: scheduler,
  picks: scheduler,
  tasks: table,
  live: derived,
  tids: derived, // from `children` of those who made them, up to tids of tasks that are gone
  processes: table,
  spaces: table,
  tables: table,
  openFiles: table,
  inodes: table,
  pipes: table,
  sockets: table,
  queues: table,
  semaphores: table,
  epolls: table,
  timers: table,
  names: content,
  cores: scheduler,
  ready: scheduler,
  nextTimer: clock,
  switchWhy: figure,
  throttled: scheduler,
  boostAt: scheduler,
  shown: clock,
  slice: scheduler,
  run: scheduler,
  runs: scheduler,
  script: scheduler,
  misfit: scheduler,
  chosen: scheduler,
  output: content,
  outputBytes: derived,
  ended: (fold, ended) => {
    if (ended) foldText(fold, ended.reason)
    maybe(fold, ended?.status ?? null)
  },
  mainStatus: maybe,
  exitHash: statistic, // of memory that is gone
  bootCount: derived,
}

export const TASK: Coverage<Task> = {
  index: place,
  tid: foldNumber,
  pid: foldNumber,
  name: foldText,
  // Whether one that was woken has been asked already depends on when the scheduler looked.
  state: (fold, state) => foldText(fold, state === 'sleeping' ? 'runnable' : state),
  pc: living(foldNumber),
  fp: living(foldNumber),
  tp: living(foldNumber),
  rvLow: content, // with the stack, when it can be read
  rvHigh: content,
  paidPages: living(foldNumber),
  core: scheduler,
  pending: living((fold, pending) => {
    if (!pending) return
    foldText(fold, pending.call)
    foldNumber(fold, pending.phase)
    numbers(fold, pending.args)
    // When a timeout is over is told by how long its task still sleeps.
    if (!rowOf(pending.call)?.begin) numbers(fold, pending.data)
  }),
  waitKeys: derived,
  blocked: derived,
  wakeAt: clock,
  timedOut: living(flag),
  readyAt: clock,
  maskLow: living(foldNumber),
  maskHigh: living(foldNumber),
  signals: living((fold, signals) => {
    for (const { signal, code, pid, value, address } of signals)
      numbers(fold, [signal, code, pid, value, address])
  }),
  savedMask: living(numbers),
  signalStack: living(numbers),
  detached: flag,
  exitValue: foldNumber,
  joinedBy: taskRef,
  cancelRequested: living(flag),
  cancelDisabled: living(flag),
  cancelAsynchronous: living(flag),
  stackStart: living(foldNumber),
  stackEnd: living(foldNumber),
  ownsStack: living(flag),
  robust: living(numbers),
  nice: living(foldNumber),
  schedulingClass: living(foldNumber),
  realtimePriority: living(foldNumber),
  inherited: living(maybe),
  affinity: living(foldNumber),
  vruntime: scheduler,
  level: scheduler,
  quantumLeft: scheduler,
  stretch: scheduler,
  born: statistic,
  firstRun: statistic,
  died: statistic,
  running: clock,
  waiting: statistic,
  switches: statistic,
  made: foldNumber,
  children: foldNumber,
  shownLine: figure,
  exitStatus: maybe,
  vforkParent: taskRef,
}

export const PROCESS: Coverage<Process> = {
  pid: foldNumber,
  parent: foldNumber,
  group: foldNumber,
  session: foldNumber,
  name: foldText,
  arguments: (fold, texts) => foldText(fold, texts.join('\0')),
  space: foldNumber,
  table: foldNumber,
  cwd: foldText,
  umask: foldNumber,
  descriptorLimit: foldNumber,
  actions: (fold, actions) => {
    for (const { handler, maskLow, maskHigh, flags } of actions)
      numbers(fold, [handler, maskLow, maskHigh, flags])
  },
  signals: (fold, signals) => {
    for (const { signal, code, pid, value, address } of signals)
      numbers(fold, [signal, code, pid, value, address])
  },
  tasks: derived,
  leader: derived,
  state: foldText,
  status: foldNumber,
  report: maybe,
  stopped: flag,
  exiting: flag,
  alarmAt: clock,
  cpuDue: clock,
  isReaper: flag,
  deathSignal: foldNumber,
  alarmInterval: foldNumber,
  minorFaults: statistic,
  copiedFaults: statistic,
  cpu: clock,
  childrenCpu: clock,
  executed: flag,
  limits: numbers,
  undo: numbers,
}

const AREA: Coverage<Area> = {
  start: foldNumber,
  end: foldNumber,
  protection: foldNumber,
  kind: foldText,
  shared: flag,
  inode: maybe,
  offset: foldNumber,
  name: foldText,
  task: taskRef,
  image: maybe,
  attached: maybe,
}

export const SPACE: Coverage<AddressSpace> = {
  id: foldNumber,
  space: place,
  areas: all(AREA),
  heapBase: foldNumber,
  brk: foldNumber,
  users: derived,
  program: (fold, number, machine) => foldText(fold, machine.programs[number]?.path ?? ''),
}

export const TABLE: Coverage<DescriptorTable> = {
  id: foldNumber,
  entries: (fold, entries) => {
    foldWord(fold, entries.length)
    for (const entry of entries) numbers(fold, entry && [entry.file, entry.closeOnExec ? 1 : 0])
  },
  users: derived,
}

export const OPEN_FILE: Coverage<OpenFile> = {
  id: foldNumber,
  kind: foldText,
  flags: foldNumber,
  offset: foldNumber,
  object: foldNumber,
  inode: maybe,
  users: foldNumber,
  counter: foldNumber,
  extra: numbers,
}

export const INODE: Coverage<Inode> = {
  id: foldNumber,
  kind: foldText,
  mode: foldNumber,
  owner: foldNumber,
  links: foldNumber,
  users: foldNumber,
  size: foldNumber,
  pages: content,
  entries: all<Inode['entries'][number]>({ name: foldText, inode: foldNumber }),
  target: foldText,
  object: foldNumber,
  accessed: clock,
  modified: clock,
  changed: clock,
  locks: all<Inode['locks'][number]>({
    style: foldText,
    owner: foldNumber,
    exclusive: flag,
    start: foldNumber,
    end: foldNumber,
  }),
  name: foldText,
}

export const PIPE: Coverage<Pipe> = {
  id: foldNumber,
  name: figure,
  kind: foldText,
  buffers: all<Pipe['buffers'][number]>({
    bytes: (fold, bytes, _machine, buffer) => foldBytes(fold, bytes.subarray(buffer.start)),
    start: foldNumber,
    tasks: figure,
    packet: flag,
    from: foldText,
    files: numbers,
  }),
  slots: foldNumber,
  readers: foldNumber,
  writers: foldNumber,
  readerOpens: foldNumber,
  writerOpens: foldNumber,
  length: derived,
}

export const SOCKET: Coverage<Socket> = {
  id: foldNumber,
  family: foldNumber,
  type: foldNumber,
  state: foldText,
  address: foldText,
  peerAddress: foldText,
  peer: foldNumber,
  incoming: foldNumber,
  outgoing: foldNumber,
  backlog: foldNumber,
  error: foldNumber,
  waiting: numbers,
  readShut: flag,
  writeShut: flag,
  options: numbers,
  users: foldNumber,
}

export const QUEUE: Coverage<MessageQueue> = {
  id: foldNumber,
  style: foldText,
  name: foldText,
  key: foldNumber,
  mode: foldNumber,
  maximum: foldNumber,
  messageSize: foldNumber,
  bytes: derived,
  capacity: foldNumber,
  messages: all<MessageQueue['messages'][number]>({ type: foldNumber, bytes: foldBytes, task: figure }),
  users: foldNumber,
  removed: flag,
  notify: numbers,
  notified: numbers,
  lastSender: foldNumber,
  lastReceiver: foldNumber,
}

export const SEMAPHORES: Coverage<SemaphoreSet> = {
  id: foldNumber,
  key: foldNumber,
  mode: foldNumber,
  values: numbers,
  lastPids: numbers,
  removed: flag,
}

export const EPOLL_SET: Coverage<Epoll> = {
  id: foldNumber,
  watches: all<Epoll['watches'][number]>({
    fd: foldNumber,
    file: foldNumber,
    events: foldNumber,
    dataLow: foldNumber,
    dataHigh: foldNumber,
    seen: foldNumber,
    activity: foldNumber,
    disabled: flag,
  }),
}

export const TIMER: Coverage<KernelTimer> = {
  id: foldNumber,
  at: clock,
  interval: foldNumber,
  expirations: foldNumber,
  overrun: foldNumber,
  owner: (fold, owner) => {
    if (!owner) return
    const { pid, number, clock, usesCpu, notify, signal, value, tid } = owner
    for (const part of [pid, number, clock, usesCpu, notify, signal, value, tid]) scalar(fold, part)
  },
}
