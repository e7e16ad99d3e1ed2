/** The machine as a figure shows it: plain data, made from the machine, never the machine itself. */
import type { BlockReason, Pid, SegmentKind, Tid } from './trace'

export type MachineView = {
  /** ns since boot. */
  readonly time: number
  /** Index of the task on each core; null = idle. */
  readonly cores: readonly (number | null)[]
  readonly tasks: readonly TaskView[]
  readonly processes: readonly ProcessView[]
  readonly channels: readonly ChannelView[]
  /** Open file descriptions, and the regular files behind them; both in order of creation. */
  readonly openFiles: readonly OpenFileView[]
  readonly inodes: readonly InodeView[]
  /** Locks, semaphores and the like, in order of address. */
  readonly syncs: readonly SyncView[]
  /** Tasks that may run and are on no core, in the order of the run queue. */
  readonly ready: readonly number[]
  /** Everything written to the terminal or to stdout's pipe so far, in order. */
  readonly output: readonly { readonly task: number; readonly fd: number; readonly text: string }[]
  /** How the run ended, or null while it goes on. */
  readonly ended: { readonly reason: EndReason; readonly status: number } | null
}

export type EndReason = 'exited' | 'signalled' | 'deadlock' | 'steps' | 'memory' | 'output'

/** Whether a budget ended the run: more would have followed. */
export function isBudgetEnd({ reason }: { readonly reason: EndReason }): boolean {
  return reason === 'steps' || reason === 'memory' || reason === 'output'
}

export type TaskView = {
  /** Letter order: 0 = A. */
  readonly index: number
  readonly tid: Tid
  readonly pid: Pid
  /** The function it began in: `main`, or the start routine. */
  readonly name: string
  readonly state: 'runnable' | 'running' | 'sleeping' | 'stopped' | 'zombie' | 'gone'
  readonly core: number | null
  readonly blocked: BlockReason | null
  /** The signal that has been sent and that ends its process when this task, or another of it, runs next: nothing of the
   *  program runs any more. */
  readonly endingBy: string | null
  /** Line that runs next, and its file (-1: inside the library; then the caller's line in the source). */
  readonly file: number
  readonly line: number
  readonly registers: {
    readonly rip: number
    readonly rsp: number
    readonly rbp: number
    readonly rax: string
  }
  /** Innermost first; library frames keep their name and have no locals. */
  readonly stack: readonly FrameView[]
  readonly exitStatus: number | null
}

export type FrameView = {
  readonly function: string
  readonly isLibrary: boolean
  readonly line: number
  readonly address: number
  readonly locals: readonly ValueView[]
}

export type ValueView = {
  readonly name: string
  readonly type: string
  /** As C would print it; aggregates are shortened: `{1, 2, 3}`. */
  readonly value: string
  /** Of a pointer: the variable whose address it is, `count`, `a[3]`, where it is that of one. */
  readonly pointsTo?: string
  /** Of the first of several characters: the text, as it is told of a pointer to it. */
  readonly text?: string
  /** It lies in a block of the heap that has been given back. */
  readonly isFreed?: boolean
  readonly address: number | null
  readonly frame: number | null
}

export type ProcessView = {
  readonly pid: Pid
  readonly parent: Pid
  readonly name: string
  readonly state: 'alive' | 'zombie' | 'gone'
  /** In order of address, lowest first. */
  readonly segments: readonly SegmentView[]
  readonly descriptors: readonly DescriptorView[]
  readonly buffers: readonly BufferView[]
  readonly faults: { readonly minor: number; readonly copied: number }
}

/** What the C library has been given to print and has not handed to the kernel yet: its beginning, and how many bytes. */
export type BufferView = { readonly fd: number; readonly text: string; readonly bytes: number }

export type SegmentView = {
  readonly kind: SegmentKind
  readonly start: number
  readonly end: number
  readonly readable: boolean
  readonly writable: boolean
  readonly executable: boolean
  /** The task whose stack it is, else null. */
  readonly task: number | null
  readonly name: string
  readonly values: readonly ValueView[]
  /** Present pages only. */
  readonly pages: readonly PageView[]
}

export type PageView = {
  readonly address: number
  readonly frame: number
  /** Page table entries, over all processes, that name this frame. */
  readonly references: number
  readonly copyOnWrite: boolean
  readonly writable: boolean
  readonly dirty: boolean
  readonly accessed: boolean
  readonly sharedMapping: boolean
}

/** An entry of a process's descriptor table. */
export type DescriptorView = {
  readonly fd: number
  /** Id of an open file description: equal ids are one description. */
  readonly openFile: number
  readonly closeOnExec: boolean
}

/** An open file description: what `dup` and `fork` share (open(2), "Open file descriptions"). */
export type OpenFileView = {
  readonly id: number
  readonly name: string
  readonly kind:
    | 'terminal'
    | 'file'
    | 'directory'
    | 'pipe'
    | 'fifo'
    | 'socket'
    | 'device'
    | 'eventfd'
    | 'epoll'
    | 'queue'
  readonly mode: 'r' | 'w' | 'rw'
  readonly append: boolean
  readonly nonblocking: boolean
  /** Where the next read or write begins; null where there is no such place. */
  readonly offset: number | null
  readonly inode: number | null
  /** Ids of the channels that a read takes from and a write adds to, or null. */
  readonly reads: number | null
  readonly writes: number | null
  /** Descriptors, over all processes, that refer to it. */
  readonly users: number
}

/** A regular file: what stays when nobody has it open. */
export type InodeView = {
  readonly id: number
  /** The path that it was made by. */
  readonly name: string
  readonly size: number
  /** Names in directories. */
  readonly links: number
  /** Open file descriptions that stand for it. */
  readonly opens: number
  /** The first bytes. */
  readonly bytes: readonly number[]
}

/** A pipe, FIFO, one direction of a socket or a message queue: something that holds bytes on their way. */
export type ChannelView = {
  readonly id: number
  readonly name: string
  readonly kind: 'pipe' | 'fifo' | 'socket' | 'queue'
  readonly capacity: number | null
  readonly length: number
  /** First bytes still inside, each with the task that wrote it. */
  readonly bytes: readonly { readonly byte: number; readonly task: number }[]
  readonly readers: readonly { readonly task: number; readonly fd: number }[]
  readonly writers: readonly { readonly task: number; readonly fd: number }[]
  /** Who reads it finds the end once it is empty. Not told by the descriptors: a connection that waits to be accepted has
   *  an end without one, and a message queue has no end. */
  readonly isOver: boolean
  /** Who writes to it gets SIGPIPE. */
  readonly isBroken: boolean
  /** Of a message queue, which keeps messages apart; null for what is a stream of bytes. */
  readonly mail: Mail | null
}

/** What is in a message queue, in the order in which it will be received. */
export type Mail = {
  /** `rank` is a priority (POSIX: the highest first) or a type (System V: as they came). */
  readonly style: 'posix' | 'sysv'
  /** Messages that fit; null where only their bytes are bounded. */
  readonly room: number | null
  readonly messages: readonly { readonly length: number; readonly rank: number; readonly task: number }[]
}

/** Something that tasks wait at. */
export type SyncView = {
  readonly pid: Pid
  /** `m`, `stick[2]`, `account.lock`. */
  readonly name: string
  readonly address: number
  readonly kind: 'mutex' | 'condition' | 'rwlock' | 'barrier' | 'semaphore'
  /** The task that has it: of a mutex, or the writer of a read-write lock. */
  readonly owner: number | null
  /** Of a mutex 1 when it is held; a semaphore's value; readers of a read-write lock; arrivals at a barrier. */
  readonly value: number | null
  /** How many a barrier waits for. */
  readonly of: number | null
  /** Tasks asleep at it, in order of creation: who comes next is open. */
  readonly waiters: readonly number[]
}
