/**
 * What an operation touches: the objects that it may read or change, known before it runs. Two operations of different
 * tasks whose footprints do not conflict may be made in either order, with the same machine afterwards; a test makes
 * them in both.
 */

/**
 * Kinds of objects. Each is named by `objectOf(kind, id)`, where the ids are those of the records, the same on every path.
 * `memory` is private memory by (address space, address), `inode` the bytes of a file or of shared memory by (inode, offset): two
 * mappings of one page are one object.
 */
export const OBJECT = {
  /** All there is: conflicts with whatever another task does. */
  everything: 0,
  memory: 1,
  inode: 2,
  /** Which addresses of a space are mapped, and how: by address. */
  mapping: 3,
  /** A task's own record: registers, signal mask, pending signals, cancellation. */
  task: 4,
  process: 5,
  /** What a process's children have to report, by parent. */
  children: 6,
  /** A descriptor table, by descriptor. */
  table: 7,
  /** An open file description: offset, flags. */
  file: 8,
  pipe: 9,
  socket: 10,
  queue: 11,
  semaphores: 12,
  epoll: 13,
  timer: 14,
  /** What is one in the whole machine, by the names below. */
  system: 15,
} as const

export const SYSTEM_PARTS = {
  /** The order in which tasks and processes came to be. */
  births: 0,
  /** Directories, names, modes: the tree of files. */
  tree: 1,
  /** Names of semaphores, shared memory, queues, ports, and System V keys. */
  names: 2,
  /** What has been printed. */
  output: 3,
  /** The clocks, which every step of anybody moves. */
  clock: 4,
  /** Who runs with which priority where. */
  scheduling: 5,
  /** Advisory locks on files, and who waits for whom. */
  locks: 6,
} as const

const KINDS = 16

/**
 * One number for an object: the kind in the lowest digit to base 16, the id above.
 * @param kind a value of `OBJECT`
 */
export function objectOf(kind: number, id: number): number {
  return id * KINDS + kind
}

/** The kind of an object, a value of `OBJECT`. */
export function kindOf(object: number): number {
  return object % KINDS
}

/** Two that read commute, and two that add (a post and a post); whatever else meets does not. */
export type TouchMode = 'read' | 'write' | 'add'

export type Touch = {
  readonly object: number
  readonly offset: number
  readonly length: number
  readonly mode: TouchMode
}

/**
 * How a call makes one task know of what another did (happens-before, C11 5.1.2.4): who acquires an object knows all that
 * was done before it was released. `shared`: a read lock, which does not order readers among each other.
 */
export type Ordering = 'acquire' | 'release' | 'acq_rel' | 'acquire shared' | 'release shared'

export type ObjectOrder = { readonly object: number; readonly offset: number; readonly ordering: Ordering }

/** @param length Infinity: all of it */
export function touchOf(object: number, mode: TouchMode, offset = 0, length = Infinity): Touch {
  return { object, offset, length, mode }
}

export const NOTHING: readonly Touch[] = []
/** For calls whose footprint nobody has needed to be small: no other operation commutes with them. */
export const EVERYTHING: readonly Touch[] = [touchOf(OBJECT.everything, 'write')]

/** One of the things that are one in the whole machine, all of it. */
export function touchSystem(part: keyof typeof SYSTEM_PARTS, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.system, SYSTEM_PARTS[part]), mode)
}

/** Whether the order of two accesses can matter. */
export function touchesConflict(a: Touch, b: Touch): boolean {
  if (a.object === OBJECT.everything || b.object === OBJECT.everything) return true
  if (a.object !== b.object || (a.mode === b.mode && a.mode !== 'write')) return false
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

/**
 * Whether the order of two operations can matter: any two of their accesses conflict. Symmetric; tasks are not
 * looked at, so two operations of one task are for the caller to keep in order.
 */
export function footprintsConflict(a: readonly Touch[], b: readonly Touch[]): boolean {
  return a.some((x) => b.some((y) => touchesConflict(x, y)))
}

/** How many refer to a file: counting up and down commutes, and does not disturb who reads or writes its bytes. */
export function touchUse(inode: number): Touch {
  return touchOf(objectOf(OBJECT.inode, inode), 'add', -1, 1)
}

/** A task's own record. */
export function touchTask(tid: number, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.task, tid), mode)
}

/** All of a process's record, its members (`touchMembers`, `touchLeaving`) among it. */
export function touchProcess(pid: number, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.process, pid), mode)
}

/** Which threads a process has: they come and go without disturbing each other. */
export function touchMembers(pid: number, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.process, pid), mode, 0, 1)
}

/**
 * Who of its threads takes a signal that was sent to the process: taking one changes what those do next that do not block it
 * any more, so whoever unblocks a signal reads here. Not among what `touchProcess` touches.
 */
export function touchTaking(pid: number, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.process, pid), mode, -1, 1)
}

/** That one of its threads has ended: the last one minds. */
export function touchLeaving(pid: number, tid: number, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.process, pid), mode, 1 + tid, 1)
}

/** What the children of a process have to report, and which there are. */
export function touchChildren(pid: number, mode: TouchMode): Touch {
  return touchOf(objectOf(OBJECT.children, pid), mode)
}
