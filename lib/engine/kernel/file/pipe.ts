/**
 * Pipes, FIFOs and one direction of a socket: bytes on their way from writers to readers. As Linux's, a pipe is a ring
 * of 16 pages: 64 KiB when pages are full, less when they are not, and a write of at most a page goes in whole or waits.
 */

import { postSignal, SIGPIPE } from '../signal/signal'
import { GO, type Look, type Outcome, wait } from '../state/call'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, newId, type Pipe, type PipeBuffer, type Task } from '../state/machine'
import { must } from '../state/must'
import { KEY, keyOf, wake } from '../state/wait-queue'

const PAGE = 4096
const SLOTS = 16
/** A write of at most so many bytes is not mixed with other writes. */
export const PIPE_BUF = 4096

/**
 * An empty pipe with no ends yet: who opens one counts itself in.
 * @param slots buffers of at most a page, or packets, that it holds
 */
export function createPipe(machine: Machine, maker: Task, kind: Pipe['kind'], slots = SLOTS): Pipe {
  const id = newId(machine, maker)
  const pipe: Pipe = {
    id,
    name: kind,
    kind,
    buffers: [],
    slots,
    readers: 0,
    writers: 0,
    readerOpens: 0,
    writerOpens: 0,
    length: 0,
  }
  put(machine, machine.state.pipes, id, pipe)
  return pipe
}

/** @throws Error when there is none: it lives as long as one of its ends */
export function pipeAt(machine: Machine, id: number): Pipe {
  return must(machine.state.pipes.get(id), 'pipe', id)
}

/** Whether a read would find something, or the end: not while it is empty and somebody may still write. */
export function lookToReadPipe(pipe: Pipe, nonblocking: boolean): Look<null> {
  if (pipe.length > 0 || pipe.buffers.length > 0 || pipe.writers === 0) return GO
  if (nonblocking) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.pipeRead, pipe.id)], { call: 'read', object: pipe.name, task: null })
}

/** Reads what is there; nothing at the end. */
export function readPipe(machine: Machine, task: Task, pipe: Pipe, length: number): Uint8Array {
  if (pipe.length === 0 && pipe.buffers.length === 0) return new Uint8Array(0)
  const bytes = takeBytes(machine, pipe, length)
  wake(machine, keyOf(KEY.pipeWrite, pipe.id), task)
  return bytes
}

/** Up to `length` bytes from the front, which stay there. */
export function bytesAtFront(pipe: Pipe, length: number): Uint8Array {
  return split(pipe, length).bytes
}

/** Removes up to `length` bytes from the front. */
export function takeBytes(machine: Machine, pipe: Pipe, length: number): Uint8Array {
  const { bytes, buffers } = split(pipe, length)
  const draft = edit(machine, pipe)
  draft.buffers = buffers
  draft.length -= bytes.length
  return bytes
}

function split(pipe: Pipe, length: number): { bytes: Uint8Array; buffers: readonly PipeBuffer[] } {
  const count = Math.min(length, pipe.length)
  const whole = pipe.buffers[0]
  // Nobody changes what is on its way, so a whole buffer needs no copy.
  if (whole !== undefined && count > 0 && whole.start === 0 && whole.bytes.length === count)
    return { bytes: whole.bytes, buffers: pipe.buffers.length === 1 ? NO_BUFFERS : pipe.buffers.slice(1) }
  const bytes = new Uint8Array(count)
  const buffers = pipe.buffers.slice()
  let done = 0
  while (done < count) {
    const first = buffers[0] as PipeBuffer
    const part = Math.min(count - done, first.bytes.length - first.start)
    bytes.set(first.bytes.subarray(first.start, first.start + part), done)
    done += part
    if (first.start + part === first.bytes.length) buffers.shift()
    else buffers[0] = { ...first, start: first.start + part, tasks: dropTasks(first.tasks, part) }
  }
  return { bytes, buffers }
}

const NO_BUFFERS: readonly PipeBuffer[] = []

function dropTasks(tasks: readonly number[], bytes: number): number[] {
  const kept = tasks.slice()
  let left = bytes
  while (left > 0 && kept.length > 0) {
    const run = kept[1] ?? 0
    if (run > left) {
      kept[1] = run - left
      return kept
    }
    kept.splice(0, 2)
    left -= run
  }
  return kept
}

/** The phase in which a write goes on that has not found room for all its bytes; its data is how many are written. */
export const WRITING_ON = 1

/** Whether a write of so many more bytes would get on. @param done bytes that are written already */
export function lookToWritePipe(pipe: Pipe, length: number, nonblocking: boolean, done: number): Look<null> {
  if (length === 0 || pipe.readers === 0 || hasRoom(pipe, length - done)) return GO
  if (nonblocking) return done > 0 ? done : -ERRNO.EAGAIN
  return wait([keyOf(KEY.pipeWrite, pipe.id)], { call: 'write', object: pipe.name, task: null })
}

/**
 * Writes as many bytes as there is room for, from the first that is not yet written on. The result is their number once
 * all are written; EPIPE and SIGPIPE when nobody can read.
 */
export function writePipe(
  machine: Machine,
  task: Task,
  pipe: Pipe,
  bytes: Uint8Array,
  nonblocking: boolean,
  before: number,
): Outcome {
  if (bytes.length === 0) return 0
  if (pipe.readers === 0) return brokenPipe(machine, task, before)
  const rest = before === 0 ? bytes : bytes.slice(before)
  const done = before + appendBytes(machine, pipe, rest, task.index)
  wake(machine, keyOf(KEY.pipeRead, pipe.id), task)
  return done === bytes.length || nonblocking ? done : { phase: WRITING_ON, data: [done] }
}

/**
 * The result of a write that nobody can read: what an earlier phase has written counts; else the writing thread
 * gets SIGPIPE, and the call EPIPE (pipe(7)).
 */
export function brokenPipe(machine: Machine, task: Task, before: number): number {
  if (before > 0) return before
  postSignal(machine, task, { signal: SIGPIPE, code: 0, pid: task.pid, value: 0, address: 0 }, task)
  return -ERRNO.EPIPE
}

function hasRoom(pipe: Pipe, length: number): boolean {
  if (pipe.buffers.length < pipe.slots) return true
  const last = pipe.buffers[pipe.buffers.length - 1] as PipeBuffer
  const tail = length % PAGE
  return tail > 0 && !last.packet && last.bytes.length + tail <= PAGE
}

/** Whether poll says that it can be written: Linux asks for a free slot. */
export function isWritable(pipe: Pipe): boolean {
  return pipe.buffers.length < pipe.slots
}

/**
 * Adds what fits, merging the odd tail into the last page as Linux does; returns the bytes added. The caller has no further
 * use for `bytes`, which may become a buffer themselves.
 */
function appendBytes(machine: Machine, pipe: Pipe, bytes: Uint8Array, writer: number): number {
  const buffers = pipe.buffers.slice()
  let done = 0
  const tail = bytes.length % PAGE
  const last = buffers[buffers.length - 1]
  if (tail > 0 && last && !last.packet && last.bytes.length + tail <= PAGE) {
    const merged = new Uint8Array(last.bytes.length + tail)
    merged.set(last.bytes)
    merged.set(bytes.subarray(0, tail), last.bytes.length)
    buffers[buffers.length - 1] = { ...last, bytes: merged, tasks: addTask(last.tasks, writer, tail) }
    done = tail
  }
  while (done < bytes.length && buffers.length < pipe.slots) {
    const part = bytes.length <= PAGE ? bytes : bytes.slice(done, done + PAGE)
    buffers.push(bufferOf(part, writer))
    done += part.length
  }
  const draft = edit(machine, pipe)
  draft.buffers = buffers
  draft.length += done
  return done
}

/**
 * A slot with bytes, none of them read, that a task wrote.
 * @param writer its index
 */
export function bufferOf(bytes: Uint8Array, writer: number): PipeBuffer {
  return { bytes, start: 0, tasks: [writer, bytes.length], packet: false, from: '', files: NO_FILES }
}

const NO_FILES: readonly number[] = []

function addTask(tasks: readonly number[], task: number, bytes: number): number[] {
  const last = tasks.length - 2
  if (tasks[last] === task) return [...tasks.slice(0, last), task, (tasks[last + 1] ?? 0) + bytes]
  return [...tasks, task, bytes]
}

/** One end is closed. The last reader lets writers fail, the last writer lets readers see the end. */
export function closePipeEnd(
  machine: Machine,
  pipe: Pipe,
  reads: boolean,
  writes: boolean,
  by: Task | null,
): void {
  if (reads) edit(machine, pipe).readers--
  if (writes) edit(machine, pipe).writers--
  if (reads && pipe.readers === 0) wake(machine, keyOf(KEY.pipeWrite, pipe.id), by)
  if (writes && pipe.writers === 0) wake(machine, keyOf(KEY.pipeRead, pipe.id), by)
  if (pipe.readers > 0 || pipe.writers > 0) return
  if (pipe.kind === 'fifo') {
    const draft = edit(machine, pipe)
    draft.buffers = []
    draft.length = 0
  } else drop(machine, machine.state.pipes, pipe.id)
}
