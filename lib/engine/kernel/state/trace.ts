/** Everything observable that can happen in a run. Codes and objects only; the sentences are in lib/i18n. */

export type Tid = number
export type Pid = number

/** One step of a trace: one task ran up to and including one visible operation, or to another source line. */
export type TraceStep = {
  /** From 0, in order. */
  readonly index: number
  /** Letter order of the task: 0 = A, by creation. */
  readonly task: number
  readonly tid: Tid
  readonly pid: Pid
  readonly core: number
  /** Source position of what was run: index into Program.files (-1: inside the library), line from 1 (0: none). */
  readonly file: number
  readonly line: number
  /** Simulated time at the end of the step, ns since boot. */
  readonly time: number
  /** Visible operations in this step: 0 or 1. */
  readonly visible: number
  /** The task arrived at another source line, blocked or ended: a place for a stop of a line-by-line player. */
  readonly endsLine: boolean
  /** What happened, first things first; a step of purely local work has a `local` event or none. */
  readonly events: readonly TraceEvent[]
}

/** Of a pointer: the variable whose address it is, `count`, `a[3]`, where it is that of one. */
export type Pointing = { readonly pointsTo?: string }

/** Where memory was touched, in the words of the source where it has any. */
export type MemoryPlace = {
  readonly address: number
  readonly size: number
  /** `count`, `own`, `a[3]`, `p->next`; null when no variable covers the address. */
  readonly name: string | null
  readonly segment: SegmentKind
  /** Frame that holds it, stable name of the physical page. */
  readonly frame: number
  /** Others can see it: another process maps the frame, or another task of the process can reach it and has. */
  readonly shared: boolean
}

export type SegmentKind =
  | 'code'
  | 'rodata'
  | 'data'
  | 'bss'
  | 'heap'
  | 'mapping'
  | 'shared'
  | 'stack'
  | 'tls'
  | 'none'

/** Values are text as C would print them (`21`, `'h'`, `0x4040`, `3.5`). */
export type TraceEvent =
  | ({ readonly kind: 'local'; readonly name: string | null; readonly value: string | null } & Pointing)
  | ({
      readonly kind: 'load'
      readonly place: MemoryPlace
      readonly value: string
      readonly atomic: boolean
    } & Pointing)
  | ({
      readonly kind: 'store'
      readonly place: MemoryPlace
      readonly old: string
      readonly value: string
      readonly atomic: boolean
    } & Pointing)
  | {
      readonly kind: 'exchange'
      readonly place: MemoryPlace
      readonly old: string
      readonly value: string
      readonly succeeded: boolean
      /** One of the C library's own operations, such as a lock's, not one of the learner's lines. */
      readonly inLibrary: boolean
    }
  | { readonly kind: 'call'; readonly function: string; readonly arguments: readonly string[] }
  | ({ readonly kind: 'return'; readonly function: string; readonly value: string | null } & Pointing)
  | {
      readonly kind: 'syscall'
      readonly name: string
      readonly arguments: readonly string[]
      readonly result: string | null
      readonly errno: string | null
      /** It comes back from a sleep: it was made in an earlier step. */
      readonly hasSlept: boolean
      /** A function of the C library that is no system call on Linux; `waits`: it waits in `futex` when it has to. */
      readonly fromLibrary: { readonly waits: boolean } | null
    }
  | { readonly kind: 'block'; readonly on: BlockReason }
  | { readonly kind: 'wake'; readonly task: number; readonly by: string }
  | {
      readonly kind: 'switch'
      readonly core: number
      readonly from: number | null
      readonly to: number | null
      readonly why: 'blocked' | 'quantum' | 'yield' | 'exit' | 'chosen' | 'woken'
    }
  /** `sharedPages` 0: the child has the address space of who made it (vfork, clone with CLONE_VM). */
  | { readonly kind: 'fork'; readonly child: number; readonly childPid: Pid; readonly sharedPages: number }
  | { readonly kind: 'clone'; readonly child: number; readonly childTid: Tid }
  | { readonly kind: 'exec'; readonly path: string }
  | { readonly kind: 'exit'; readonly status: number; readonly wholeProcess: boolean }
  | { readonly kind: 'reap'; readonly pid: Pid; readonly status: number; readonly signal: number | null }
  | {
      readonly kind: 'fault'
      readonly fault: 'minor' | 'cow' | 'protection' | 'unmapped'
      readonly address: number
      readonly segment: SegmentKind
      readonly copied: boolean
      readonly frame: number | null
      /** The access was the C library's own, or the kernel's for a call of it, not one of the learner's lines. */
      readonly inLibrary: boolean
    }
  | {
      readonly kind: 'signal'
      readonly signal: number
      readonly name: string
      readonly to: number
      /** `ignored`: the process has said SIG_IGN. `no-effect`: it has said nothing, and the default is to ignore it.
       *  `merged`: it was pending already, and a standard signal is pending once (signal(7)). */
      readonly action:
        | 'delivered'
        | 'pending'
        | 'merged'
        | 'ignored'
        | 'no-effect'
        | 'killed'
        | 'handled'
        | 'stopped'
        | 'continued'
      /** Of one that is `handled`: the function that runs for it. */
      readonly handler?: string
    }
  | {
      readonly kind: 'write'
      readonly fd: number
      readonly object: string
      readonly text: string
      readonly bytes: number
    }
  | {
      readonly kind: 'read'
      readonly fd: number
      readonly object: string
      readonly text: string
      readonly bytes: number
    }
  | {
      readonly kind: 'lock'
      readonly object: string
      readonly operation: 'acquired' | 'released' | 'busy' | 'shared'
      readonly place: MemoryPlace | null
    }
  /** It waited in a loop: so often it did the same, with so many visible operations, up to this moment (ns since boot). */
  | { readonly kind: 'skip'; readonly times: number; readonly operations: number; readonly time: number }
  | { readonly kind: 'limit'; readonly limit: LimitKind }

export type LimitKind = 'steps' | 'memory' | 'output' | 'tasks' | 'descriptors'

/** Why a task sleeps: the call it is in (`pthread_join`, `read`, `wait`…) and the object or task it waits for. */
export type BlockReason = {
  readonly call: string
  readonly object: string | null
  readonly task: number | null
  /** In a wait for children: those that it is for and that have not ended, each by its first task. */
  readonly children?: readonly number[]
  /** ns since boot at which it wakes by itself, or null. */
  readonly until: number | null
}
