/** The machine as a figure shows it: plain data, made from the machine, never the machine itself. */
import type { BlockReason, Pid, SegmentKind, Tid } from './trace'

export type MachineView = {
  /** ns since boot. */
  readonly time: number
  /** Index of the task on each core; null = idle. */
  readonly cores: readonly (number | null)[]
  readonly tasks: readonly TaskView[]
  readonly processes: readonly ProcessView[]
  readonly pipes: readonly ChannelView[]
  /** Everything written to the terminal or to stdout's pipe so far, in order. */
  readonly output: readonly { readonly task: number; readonly fd: number; readonly text: string }[]
  /** How the run ended, or null while it goes on. */
  readonly ended: { readonly reason: EndReason; readonly status: number } | null
}

export type EndReason = 'exited' | 'signalled' | 'deadlock' | 'steps' | 'memory' | 'output'

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
  readonly faults: { readonly minor: number; readonly copied: number }
}

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

export type DescriptorView = {
  readonly fd: number
  /** Open file description: equal ids are one description. */
  readonly openFile: number
  readonly object: string
  readonly objectKind:
    | 'terminal'
    | 'file'
    | 'pipe'
    | 'fifo'
    | 'socket'
    | 'device'
    | 'eventfd'
    | 'epoll'
    | 'queue'
  readonly mode: 'r' | 'w' | 'rw'
  readonly offset: number | null
  /** Index into MachineView.pipes, or null. */
  readonly channel: number | null
}

/** A pipe, FIFO, one direction of a socket, a message queue, or a small file: something that holds bytes. */
export type ChannelView = {
  readonly name: string
  readonly kind: 'pipe' | 'fifo' | 'socket' | 'file' | 'queue' | 'shared'
  readonly capacity: number | null
  readonly length: number
  /** First bytes still inside, each with the task that wrote it. */
  readonly bytes: readonly { readonly byte: number; readonly task: number }[]
  readonly readers: readonly { readonly task: number; readonly fd: number }[]
  readonly writers: readonly { readonly task: number; readonly fd: number }[]
}
