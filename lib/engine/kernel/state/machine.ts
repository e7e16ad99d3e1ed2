/**
 * The whole state of the simulated computer.
 *
 * Rule of this state: records in tables are changed in place one level deep, through the door (edit.ts), and what their
 * fields refer to (arrays, byte arrays, nested objects) is never changed, only replaced. So a copy of a table is a copy
 * of its records, a snapshot is cheap, and nothing is shared by mistake. Records refer to each other by number.
 */
import type { Cpu } from '../../vm/cpu'
import type { Memory } from '../../vm/frame'
import type { LoadedProgram } from '../../vm/load'
import type { Program } from '../../vm/program'
import type { Config } from './config'
import { edit, type Journal } from './edit'
import { must } from './must'
import type { Choice, OpenRun, OutputNode, RunNode, ScriptPosition, Slice } from './run-state'
import type { SharedMemory } from './shared-memory'
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
  /** Who is told of changes; see edit.ts. */
  journal: Journal | null
  /** Where events go; null when nobody looks. */
  events: TraceEvent[] | null
  /** The task that the last advance was about, and the core that it was on. */
  lastTask: number
  lastCore: number
  /** Waiting loops are skipped (run/waiting-loop.ts). */
  skipsWaiting: boolean
  /** What runs takes no time: only waiting does. So what comes due when does not depend on who ran before. */
  timeStands: boolean
  /** Which accesses of the library's local work are operations, and who is told of the others; null: none are, nobody is. */
  shared: SharedMemory<Machine, Task> | null
}

export type LoadedEntry = { readonly path: string; readonly program: Program; readonly loaded: LoadedProgram }

export type State = {
  /** ns since boot: the clock of the core that runs. */
  readonly now: number
  readonly steps: number
  readonly visibles: number
  readonly systemCalls: number
  readonly contextSwitches: number
  readonly minorFaults: number
  readonly copiedFaults: number
  /** Numbers drawn so far: for the scheduler, and for which of several waiters wakes. */
  readonly draws: number
  readonly picks: number
  readonly tasks: readonly Task[]
  /** Indexes of the tasks that are not gone, in order of creation. */
  readonly live: readonly number[]
  /** The last task that had a tid, by index: whoever gets it anew goes on where that one stopped counting. */
  readonly tids: ReadonlyMap<Tid, number>
  readonly processes: ReadonlyMap<Pid, Process>
  readonly spaces: ReadonlyMap<number, AddressSpace>
  readonly tables: ReadonlyMap<number, DescriptorTable>
  readonly openFiles: ReadonlyMap<number, OpenFile>
  readonly inodes: ReadonlyMap<number, Inode>
  readonly pipes: ReadonlyMap<number, Pipe>
  readonly sockets: ReadonlyMap<number, Socket>
  readonly queues: ReadonlyMap<number, MessageQueue>
  readonly semaphores: ReadonlyMap<number, SemaphoreSet>
  readonly epolls: ReadonlyMap<number, Epoll>
  readonly timers: ReadonlyMap<number, KernelTimer>
  /** POSIX names of semaphores, shared memory and queues (`sem:/x`, `shm:/x`, `mq:/x`) and System V keys (`shm:7`). */
  readonly names: ReadonlyMap<string, number>
  readonly cores: readonly Core[]
  /** Tasks that may run and are on no core, in order of arrival. */
  readonly ready: readonly number[]
  /** No timer is due before this moment; the true next one may be later. */
  readonly nextTimer: number
  /** Why the next switch of tasks happens, for the trace. */
  readonly switchWhy: 'blocked' | 'quantum' | 'yield' | 'exit' | 'chosen' | 'woken'
  /** A task that ran so long that another one comes first at the next choice. */
  readonly throttled: number | null
  /** Visible operations at which all tasks rise to the top level again. */
  readonly boostAt: number
  /** The latest time that a clock has shown: clocks of different cores never seem to run backwards. */
  readonly shown: number
  readonly slice: Slice | null
  readonly run: OpenRun | null
  /** Closed runs, newest first. */
  readonly runs: RunNode | null
  /** The schedule to follow: index of its current run and what is left of it. */
  readonly script: ScriptPosition | null
  /** The first run of the script that could not be followed as it was asked for, by index. */
  readonly misfit: number | null
  /** Whom somebody chose to run next (choice-oracle.ts). */
  readonly chosen: Choice | null
  readonly output: OutputNode | null
  readonly outputBytes: number
  readonly ended: { readonly reason: EndReason; readonly status: number } | null
  /** Wait status of the first process once it has ended. */
  readonly mainStatus: number | null
  /** Digest of the first process's memory at its end. */
  readonly exitHash: readonly [number, number]
  readonly bootCount: number
}

export type Task = {
  readonly index: number
  readonly tid: Tid
  readonly pid: Pid
  readonly name: string
  readonly state: 'runnable' | 'sleeping' | 'stopped' | 'zombie' | 'gone'
  readonly pc: number
  readonly fp: number
  readonly tp: number
  readonly rvLow: number
  readonly rvHigh: number
  /** What the library call that it is in the middle of has been charged for. */
  readonly paidPages: number
  readonly core: number | null
  /** The system call that it sleeps in or goes on with when it runs again. */
  readonly pending: PendingCall | null
  readonly waitKeys: readonly WaitKey[]
  readonly blocked: Blocked | null
  /** ns since boot, or Infinity. */
  readonly wakeAt: number
  readonly timedOut: boolean
  readonly readyAt: number
  readonly maskLow: number
  readonly maskHigh: number
  readonly signals: readonly SignalInfo[]
  /** Mask to go back to after a handler that interrupted sigsuspend. */
  readonly savedMask: readonly [number, number] | null
  /** Stack of handlers that ask for it (sigaltstack): first address and bytes. */
  readonly signalStack: readonly [start: number, size: number] | null
  readonly detached: boolean
  readonly exitValue: number
  readonly joinedBy: number | null
  readonly cancelRequested: boolean
  readonly cancelDisabled: boolean
  readonly cancelAsynchronous: boolean
  readonly stackStart: number
  readonly stackEnd: number
  /** It owns its stack's mapping, which goes with it. */
  readonly ownsStack: boolean
  /** User addresses of robust mutexes that it holds. */
  readonly robust: readonly number[]
  readonly nice: number
  /** Linux's numbers: 0 other, 1 fifo, 2 rr, 3 batch, 5 idle. */
  readonly schedulingClass: number
  readonly realtimePriority: number
  /** Priority lent by a mutex with inheritance, or null. */
  readonly inherited: number | null
  readonly affinity: number
  readonly vruntime: number
  readonly level: number
  /** Visible operations left of its quantum, and steps since it last slept. */
  readonly quantumLeft: number
  readonly stretch: number
  readonly born: number
  readonly firstRun: number | null
  readonly died: number | null
  readonly running: number
  readonly waiting: number
  readonly switches: number
  /** Objects and tasks that it and former owners of its tid made: part of their numbers, free of what others do. */
  readonly made: number
  readonly children: number
  /** `file << 20 | line` that a player shows for it; decides where a step of a recording ends. */
  readonly shownLine: number
  readonly exitStatus: number | null
  readonly vforkParent: number | null
}

/** What is slept on: a number of `keyOf` (wait-queue.ts), or the text that names an object in user memory. */
export type WaitKey = number | string

/** `address`: of the object in user memory that it waits for; figures turn it into a name. */
export type Blocked = BlockReason & { readonly address: number | null }

/** A system call in progress: the phase that comes next, and what those before it, or its beginning, left behind. */
export type PendingCall = {
  /** Its row's name. */
  readonly call: string
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
  readonly parent: Pid
  readonly group: number
  readonly session: number
  readonly name: string
  readonly arguments: readonly string[]
  readonly space: number
  readonly table: number
  readonly cwd: string
  readonly umask: number
  /** RLIMIT_NOFILE: descriptors are below it. */
  readonly descriptorLimit: number
  readonly actions: readonly SignalAction[]
  readonly signals: readonly SignalInfo[]
  /** Indexes of its tasks that are not gone. */
  readonly tasks: readonly number[]
  readonly leader: number
  readonly state: 'alive' | 'zombie'
  /** Wait status as wait(2) gives it, once it is a zombie. */
  readonly status: number
  /** Not yet reported stop or continue, as a wait status. */
  readonly report: number | null
  readonly stopped: boolean
  readonly exiting: boolean
  readonly alarmAt: number
  /** Processor time at which the first of its timers that count it is due. */
  readonly cpuDue: number
  /** PR_SET_CHILD_SUBREAPER: orphans below it become its children. */
  readonly isReaper: boolean
  /** PR_SET_PDEATHSIG: what it gets when its parent ends; 0: nothing. */
  readonly deathSignal: number
  readonly alarmInterval: number
  readonly minorFaults: number
  readonly copiedFaults: number
  readonly cpu: number
  readonly childrenCpu: number
  readonly executed: boolean
  /** Resource limits that were set: triples (resource, soft, hard). */
  readonly limits: readonly number[]
  /** (set, index, adjustment) triples of System V semaphores to be undone at exit. */
  readonly undo: readonly number[]
}

export type AddressSpace = {
  readonly id: number
  /** Root page table (memory.ts). */
  readonly space: number
  /** In order of address; they do not overlap. */
  readonly areas: readonly Area[]
  readonly heapBase: number
  readonly brk: number
  readonly users: number
  readonly program: number
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

export type DescriptorTable = {
  readonly id: number
  readonly entries: readonly (Descriptor | null)[]
  readonly users: number
}
export type Descriptor = { readonly file: number; readonly closeOnExec: boolean }

export type OpenKind =
  | 'file'
  | 'directory'
  | 'null'
  | 'zero'
  | 'random'
  | 'terminal'
  | 'output'
  | 'pipe'
  | 'socket'
  | 'eventfd'
  | 'epoll'
  | 'timerfd'
  | 'signalfd'
  | 'pidfd'
  | 'queue'

/** An open file description: what dup and fork share. */
export type OpenFile = {
  readonly id: number
  readonly kind: OpenKind
  /** Access mode (O_RDONLY 0, O_WRONLY 1, O_RDWR 2) and status flags. */
  readonly flags: number
  readonly offset: number
  /** Inode, pipe, socket, epoll, timer or queue that it stands for; of a `pidfd`, the process's first task, by index; of an `output`, the stream 1 or 2. */
  readonly object: number
  /** For a pipe end that is also a file (FIFO): its inode, else null. */
  readonly inode: number | null
  /** Descriptors that refer to it. */
  readonly users: number
  /** What an eventfd has counted (event-file.ts); `extra`: its flags and upper bits, a signalfd's mask, a timerfd's clock. */
  readonly counter: number
  readonly extra: readonly number[]
}

export type InodeKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'device' | 'anonymous'

export type Inode = {
  readonly id: number
  readonly kind: InodeKind
  readonly mode: number
  readonly owner: number
  readonly links: number
  /** Open files, mappings and names of the kernel's own that keep it. */
  readonly users: number
  readonly size: number
  /** Frames of a file's pages by index; 0 is a hole. */
  readonly pages: readonly number[]
  /** Names in a directory, in order of creation. */
  readonly entries: readonly DirectoryEntry[]
  readonly target: string
  /** Pipe of a FIFO, listening socket of a socket file, device number. */
  readonly object: number
  readonly accessed: number
  readonly modified: number
  readonly changed: number
  readonly locks: readonly FileLock[]
  readonly name: string
}

type DirectoryEntry = { readonly name: string; readonly inode: number }
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
  readonly name: string
  readonly kind: 'pipe' | 'fifo' | 'socket'
  /** At most `slots` buffers of at most a page each, as Linux's ring. */
  readonly buffers: readonly PipeBuffer[]
  readonly slots: number
  readonly readers: number
  readonly writers: number
  /** Opens so far, for FIFO's rendezvous. */
  readonly readerOpens: number
  readonly writerOpens: number
  readonly length: number
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
  readonly state: 'new' | 'bound' | 'listening' | 'connected' | 'closed'
  /** Address as a key: `unix:/tmp/x`, `inet:80`, or '' (socket-address.ts). */
  readonly address: string
  readonly peerAddress: string
  /** Default destination of a datagram socket, or 0. */
  readonly peer: number
  readonly incoming: number
  readonly outgoing: number
  readonly backlog: number
  /** Connected sockets that nobody has accepted yet. */
  readonly waiting: readonly number[]
  /** SO_ERROR: an errno that the next call is told, or 0. */
  readonly error: number
  readonly readShut: boolean
  readonly writeShut: boolean
  readonly options: readonly number[]
  readonly users: number
}

export type MessageQueue = {
  readonly id: number
  readonly style: 'posix' | 'sysv'
  readonly name: string
  readonly key: number
  readonly mode: number
  readonly maximum: number
  readonly messageSize: number
  readonly bytes: number
  readonly capacity: number
  /** In order of arrival. */
  readonly messages: readonly QueuedMessage[]
  readonly users: number
  readonly removed: boolean
  /** mq_notify: pid, signal, value; or null. */
  readonly notify: readonly number[] | null
  /** Tickets of notifications by thread that have come but were not fetched yet. */
  readonly notified: readonly number[]
  readonly lastSender: number
  readonly lastReceiver: number
}
export type QueuedMessage = { readonly type: number; readonly bytes: Uint8Array; readonly task: number }

export type SemaphoreSet = {
  readonly id: number
  readonly key: number
  readonly mode: number
  readonly values: readonly number[]
  readonly lastPids: readonly number[]
  readonly removed: boolean
}

export type Epoll = {
  readonly id: number
  /** In order of epoll_ctl. */
  readonly watches: readonly EpollWatch[]
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
  readonly clock: number
  readonly task: number | null
  readonly busy: number
  /** Task that was on it last. */
  readonly last: number | null
}

/**
 * Numbers that each tid has for objects. Tids are below 2^22, so that a number is below 2^49, and what is 16 times as
 * large (the key of a wait queue) still exact; the budget of steps keeps a task below it (`chargeObjects`).
 */
export const OBJECTS_A_TASK = 2 ** 27

/** A number that no other object of the run has: of its maker's tid and of how many tasks of this tid have made. */
export function newId(machine: Machine, task: Task): number {
  return task.tid * OBJECTS_A_TASK + ++edit(machine, task).made
}

/** @throws Error when there is none: a task that is alive, or a zombie, has a process */
export function processOf(machine: Machine, task: Task): Process {
  return must(machine.state.processes.get(task.pid), 'process', task.pid)
}

/** After vfork it is the parent's. @throws Error when the process has ended and given it back */
export function spaceOf(machine: Machine, task: Task): AddressSpace {
  return must(machine.state.spaces.get(processOf(machine, task).space), 'address space')
}

/** The program that a task's process runs, as the processor has loaded it. */
export function programOf(machine: Machine, task: Task): LoadedEntry {
  return must(machine.programs[spaceOf(machine, task).program], 'program')
}

/** A task by its index, in order of creation. Those that are gone are there, too. */
export function taskAt(machine: Machine, index: number): Task {
  return must(machine.state.tasks[index], 'task', index)
}
