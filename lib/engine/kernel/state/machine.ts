/**
 * The whole state of the simulated computer.
 *
 * Rule of this state: records in tables are changed in place one level deep, and what their fields refer to (arrays,
 * byte arrays, nested objects) is never changed, only replaced. So a copy of a table is a copy of its records, a
 * snapshot is cheap, and nothing is shared by mistake. Records refer to each other by number.
 */
import type { Cpu } from '../../vm/cpu'
import type { Memory } from '../../vm/frame'
import type { LoadedProgram } from '../../vm/load'
import type { Program } from '../../vm/program'
import type { Config } from './config'
import type { OpenRun, RunNode, ScriptPosition, Slice } from './run-state'
import type { KernelTimer } from './timer-state'
import type { BlockReason, Pid, SegmentKind, Tid, TraceEvent } from './trace'
import type { EndReason } from './view'

export type Machine = {
  readonly config: Config
  readonly memory: Memory
  readonly cpu: Cpu
  /** Programs that have been started, by number; grows only, and does so in the same order on the same path. */
  readonly programs: LoadedEntry[]
  /** The program at an absolute path (`/bin/true`), or null. */
  readonly findProgram: (path: string) => Program | null
  state: State
  /** What the last snapshot holds, for the next one to share; see snapshot.ts. */
  kept: State | null
  /** Where events go; null when nobody looks. */
  events: TraceEvent[] | null
  /** The task that the last advance was about. */
  lastTask: number
  /**
   * A blocking call is being asked whether it could go on: it must change nothing (`pure`), or nothing but make pages
   * present that it would touch anyway (`touch`).
   */
  probing: '' | 'pure' | 'touch'
}

export type LoadedEntry = { readonly path: string; readonly program: Program; readonly loaded: LoadedProgram }

export type State = {
  /** ns since boot: the clock of the core that runs. */
  now: number
  steps: number
  visibles: number
  systemCalls: number
  contextSwitches: number
  minorFaults: number
  copiedFaults: number
  /** Numbers drawn so far: for the scheduler, and for which of several waiters wakes. */
  draws: number
  picks: number
  tasks: Task[]
  /** Indexes of the tasks that are not gone, in order of creation. */
  live: readonly number[]
  /** The last task that had a tid, by index: whoever gets it anew goes on where that one stopped counting. */
  tids: Map<Tid, number>
  processes: Map<Pid, Process>
  spaces: Map<number, AddressSpace>
  tables: Map<number, DescriptorTable>
  openFiles: Map<number, OpenFile>
  inodes: Map<number, Inode>
  pipes: Map<number, Pipe>
  sockets: Map<number, Socket>
  queues: Map<number, MessageQueue>
  semaphores: Map<number, SemaphoreSet>
  epolls: Map<number, Epoll>
  timers: Map<number, KernelTimer>
  /** POSIX names of semaphores, shared memory and queues (`sem:/x`, `shm:/x`, `mq:/x`) and System V keys (`shm:7`). */
  names: Map<string, number>
  cores: Core[]
  /** Tasks that may run and are on no core, in order of arrival. */
  ready: readonly number[]
  /** No timer is due before this moment; the true next one may be later. */
  nextTimer: number
  /** Why the next switch of tasks happens, for the trace. */
  switchWhy: 'blocked' | 'quantum' | 'yield' | 'exit' | 'chosen' | 'woken'
  /** A task that ran so long that another one comes first at the next choice. */
  throttled: number | null
  /** Visible operations at which all tasks rise to the top level again. */
  boostAt: number
  /** The latest time that a clock has shown: clocks of different cores never seem to run backwards. */
  shown: number
  slice: Slice | null
  run: OpenRun | null
  /** Closed runs, newest first. */
  runs: RunNode | null
  /** The schedule to follow: index of its current run and what is left of it. */
  script: ScriptPosition | null
  fits: boolean
  output: OutputNode | null
  outputBytes: number
  ended: { readonly reason: EndReason; readonly status: number } | null
  /** Wait status of the first process once it has ended. */
  mainStatus: number | null
  /** Digest of the first process's memory at its end. */
  exitHash: readonly [number, number]
  bootCount: number
}

export type Task = {
  readonly index: number
  readonly tid: Tid
  pid: Pid
  name: string
  state: 'runnable' | 'sleeping' | 'stopped' | 'zombie' | 'gone'
  pc: number
  fp: number
  tp: number
  rvLow: number
  rvHigh: number
  /** What the library call that it is in the middle of has been charged for. */
  paidPages: number
  core: number | null
  /** The system call that it sleeps in or goes on with when it runs again. */
  pending: Pending | null
  waitKeys: readonly number[]
  blocked: Blocked | null
  /** ns since boot, or Infinity. */
  wakeAt: number
  timedOut: boolean
  /** A signal that it must act on has come: a call that would sleep ends instead. */
  interrupted: boolean
  readyAt: number
  maskLow: number
  maskHigh: number
  signals: readonly SignalInfo[]
  /** Mask to go back to after a handler that interrupted sigsuspend. */
  savedMask: readonly [number, number] | null
  /** Stack of handlers that ask for it (sigaltstack): first address and bytes. */
  signalStack: readonly [start: number, size: number] | null
  detached: boolean
  exitValue: number
  joinedBy: number | null
  cancelRequested: boolean
  cancelDisabled: boolean
  cancelAsynchronous: boolean
  stackStart: number
  stackEnd: number
  /** It owns its stack's mapping, which goes with it. */
  ownsStack: boolean
  /** User addresses of robust mutexes that it holds. */
  robust: readonly number[]
  nice: number
  /** Linux's numbers: 0 other, 1 fifo, 2 rr, 3 batch, 5 idle. */
  schedulingClass: number
  realtimePriority: number
  /** Priority lent by a mutex with inheritance, or null. */
  inherited: number | null
  affinity: number
  vruntime: number
  level: number
  /** Visible operations left of its quantum, and steps since it last slept. */
  quantumLeft: number
  stretch: number
  born: number
  firstRun: number | null
  died: number | null
  running: number
  waiting: number
  switches: number
  /** Objects and tasks that it and those who had its tid before it have made: part of their numbers, so that these do not
   *  depend on what others do. */
  made: number
  children: number
  /** `file << 20 | line` that a player shows for it; decides where a step of a recording ends. */
  shownLine: number
  exitStatus: number | null
  vforkParent: number | null
}

/** `address`: of the object in user memory that it waits for; figures turn it into a name. */
export type Blocked = BlockReason & { readonly address: number | null }

/** A system call in progress. `phase` counts the halves already done, `data` is what they left behind. */
export type Pending = {
  readonly number: number
  readonly args: readonly number[]
  readonly phase: number
  readonly data: readonly number[]
}

export type SignalInfo = {
  readonly signal: number
  readonly code: number
  readonly pid: number
  readonly value: number
  readonly address: number
}

export type SignalAction = {
  readonly handler: number
  readonly maskLow: number
  readonly maskHigh: number
  readonly flags: number
}

export type Process = {
  readonly pid: Pid
  parent: Pid
  group: number
  session: number
  name: string
  space: number
  table: number
  cwd: string
  umask: number
  /** RLIMIT_NOFILE: descriptors are below it. */
  descriptorLimit: number
  actions: readonly SignalAction[]
  signals: readonly SignalInfo[]
  /** Indexes of its tasks that are not gone. */
  tasks: readonly number[]
  readonly leader: number
  state: 'alive' | 'zombie'
  /** Wait status as wait(2) gives it, once it is a zombie. */
  status: number
  /** Not yet reported stop or continue, as a wait status. */
  report: number | null
  stopped: boolean
  exiting: boolean
  alarmAt: number
  /** Processor time at which the first of its timers that count it is due. */
  cpuDue: number
  /** PR_SET_CHILD_SUBREAPER: orphans below it become its children. */
  isReaper: boolean
  /** PR_SET_PDEATHSIG: what it gets when its parent ends; 0: nothing. */
  deathSignal: number
  alarmInterval: number
  minorFaults: number
  copiedFaults: number
  cpu: number
  childrenCpu: number
  executed: boolean
  /** Resource limits that were set: triples (resource, soft, hard). */
  limits: readonly number[]
  /** (set, index, adjustment) triples of System V semaphores to be undone at exit. */
  undo: readonly number[]
}

export type AddressSpace = {
  readonly id: number
  /** Root page table (memory.ts). */
  readonly space: number
  /** In order of address; they do not overlap. */
  areas: readonly Area[]
  heapBase: number
  brk: number
  users: number
  program: number
}

/** A mapping (Linux: vm_area_struct). */
export type Area = {
  readonly start: number
  readonly end: number
  /** 1 read, 2 write, 4 execute. */
  readonly protection: number
  readonly kind: SegmentKind
  readonly shared: boolean
  /** Its pages come from this inode, from byte `offset` on; null: zeros. */
  readonly inode: number | null
  readonly offset: number
  readonly name: string
  /** Task whose stack it is. */
  readonly task: number | null
  /** Initial bytes: segment number of the program, or null. */
  readonly image: number | null
  /** System V segment that it attaches, or how often a named semaphore has been opened; null for others. */
  readonly attached: number | null
}

export type DescriptorTable = { readonly id: number; entries: readonly (Descriptor | null)[]; users: number }
export type Descriptor = { readonly file: number; readonly closeOnExec: boolean }

export type OpenKind =
  | 'file'
  | 'directory'
  | 'null'
  | 'zero'
  | 'terminal'
  | 'output'
  | 'pipe'
  | 'socket'
  | 'eventfd'
  | 'epoll'
  | 'timerfd'
  | 'signalfd'
  | 'queue'

/** An open file description: what dup and fork share. */
export type OpenFile = {
  readonly id: number
  readonly kind: OpenKind
  /** Access mode (O_RDONLY 0, O_WRONLY 1, O_RDWR 2) and status flags. */
  flags: number
  offset: number
  /** Inode, pipe, socket, epoll, timer or queue that it stands for; of an `output`, the stream 1 or 2. */
  readonly object: number
  /** For a pipe end that is also a file (FIFO): its inode, else null. */
  readonly inode: number | null
  /** Descriptors that refer to it. */
  users: number
  /** eventfd counter (≤ 2^53), or signalfd mask words. */
  counter: number
  extra: readonly number[]
}

export type InodeKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'device' | 'anonymous'

export type Inode = {
  readonly id: number
  readonly kind: InodeKind
  mode: number
  links: number
  /** Open files, mappings and names of the kernel's own that keep it. */
  users: number
  size: number
  /** Frames of a file's pages by index; 0 is a hole. */
  pages: readonly number[]
  /** Names in a directory, in order of creation. */
  entries: readonly DirectoryEntry[]
  target: string
  /** Pipe of a FIFO, listening socket of a socket file, device number. */
  object: number
  accessed: number
  modified: number
  changed: number
  locks: readonly FileLock[]
  name: string
}

export type DirectoryEntry = { readonly name: string; readonly inode: number }

/** `owner`: pid for fcntl's locks, open file for flock's. */
export type FileLock = {
  readonly style: 'posix' | 'flock'
  readonly owner: number
  readonly exclusive: boolean
  readonly start: number
  readonly end: number
}

export type Pipe = {
  readonly id: number
  name: string
  readonly kind: 'pipe' | 'fifo' | 'socket'
  /** At most `slots` buffers of at most a page each, as Linux's ring. */
  buffers: readonly PipeBuffer[]
  slots: number
  readers: number
  writers: number
  /** Opens so far, for FIFO's rendezvous. */
  readerOpens: number
  writerOpens: number
  length: number
}

/** `tasks`: who wrote it, as pairs (task, bytes). A `packet` ends where it ends. */
export type PipeBuffer = {
  readonly bytes: Uint8Array
  readonly start: number
  readonly tasks: readonly number[]
  readonly packet: boolean
  /** Where a datagram came from, and descriptors that came with it. */
  readonly from: string
  readonly files: readonly number[]
}

export type Socket = {
  readonly id: number
  readonly family: number
  readonly type: number
  state: 'new' | 'bound' | 'listening' | 'connected' | 'closed'
  /** Address as a key: `unix:/tmp/x`, `inet:127.0.0.1:80`, or ''. */
  address: string
  peerAddress: string
  /** Default destination of a datagram socket, or 0. */
  peer: number
  incoming: number
  outgoing: number
  backlog: number
  /** Connected sockets that nobody has accepted yet. */
  waiting: readonly number[]
  readShut: boolean
  writeShut: boolean
  options: readonly number[]
  users: number
}

export type MessageQueue = {
  readonly id: number
  readonly style: 'posix' | 'sysv'
  name: string
  key: number
  mode: number
  maximum: number
  messageSize: number
  bytes: number
  capacity: number
  /** In order of arrival. */
  messages: readonly QueuedMessage[]
  users: number
  removed: boolean
  /** mq_notify: pid, signal, value; or null. */
  notify: readonly number[] | null
  /** Tickets of notifications by thread that have come but were not fetched yet. */
  notified: readonly number[]
  lastSender: number
  lastReceiver: number
}
export type QueuedMessage = { readonly type: number; readonly bytes: Uint8Array; readonly task: number }

export type SemaphoreSet = {
  readonly id: number
  key: number
  mode: number
  values: readonly number[]
  lastPids: readonly number[]
  removed: boolean
}

export type Epoll = {
  readonly id: number
  /** In order of epoll_ctl. */
  watches: readonly EpollWatch[]
}
export type EpollWatch = {
  readonly fd: number
  readonly file: number
  readonly events: number
  readonly dataLow: number
  readonly dataHigh: number
  /** Edge-triggered: the readiness reported last; one-shot: already fired. */
  readonly seen: number
  readonly activity: number
  readonly disabled: boolean
}

export type Core = {
  /** ns since boot. */
  clock: number
  task: number | null
  busy: number
  /** Task that was on it last. */
  last: number | null
}

export type OutputNode = {
  readonly before: OutputNode | null
  readonly task: number
  readonly fd: number
  readonly bytes: Uint8Array
  /** Bytes up to and including this node. */
  readonly total: number
}

/**
 * Numbers that each tid has for objects. Tids are below 2^22, so that a number is below 2^49, and what is 16 times as
 * large (the key of a wait queue) still exact; the budget of steps keeps a task below it (`chargeObjects`).
 */
export const OBJECTS_A_TASK = 2 ** 27

/**
 * A number for a new object, made of its maker's tid and of how many tasks of this tid have made: no other object of
 * the run has it, and it is the same on every path.
 */
export function newId(task: Task): number {
  return task.tid * OBJECTS_A_TASK + ++task.made
}

/** A record that must be there: its absence is a mistake of the kernel. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new Error(`kernel: no ${what}`)
  return value
}

export function processOf(machine: Machine, task: Task): Process {
  return must(machine.state.processes.get(task.pid), `process ${task.pid}`)
}

export function spaceOf(machine: Machine, task: Task): AddressSpace {
  return must(machine.state.spaces.get(processOf(machine, task).space), 'address space')
}

export function programOf(machine: Machine, task: Task): LoadedEntry {
  return must(machine.programs[spaceOf(machine, task).program], 'program')
}

export function taskAt(machine: Machine, index: number): Task {
  return must(machine.state.tasks[index], `task ${index}`)
}

/** Reports what happened, when somebody looks. */
export function emit(machine: Machine, event: TraceEvent): void {
  machine.events?.push(event)
}
