/**
 * A digest of everything about a machine that can still matter: memory, tasks, kernel objects, output. The clock and
 * what is merely counted (steps, faults, switches) are not in it, so that runs that differ only in when local work
 * was done end in the same digest.
 */
import { readFrame } from '../../vm/frame'
import { hashMemory } from '../../vm/memory'
import type { Inode, Machine, OpenFile, Pipe, Process, Task } from './machine'
import { outputSince } from './output'

type Lanes = { a: number; b: number }

/** Sixteen hexadecimal digits. */
export function hashMachine(machine: Machine): string {
  const { state } = machine
  const lanes: Lanes = { a: 0x811c9dc5 | 0, b: 0x2545f491 | 0 }
  addNumbers(lanes, [state.mainStatus ?? -1, state.exitHash[0], state.exitHash[1]])
  for (const piece of outputSince(state.output, 0)) {
    addNumbers(lanes, [piece.task, piece.fd])
    addBytes(lanes, piece.bytes)
  }
  for (const index of state.live) addTask(lanes, state.tasks[index] as Task)
  for (const process of byKey(state.processes)) addProcess(lanes, process)
  for (const space of byKey(state.spaces)) {
    addNumbers(lanes, [space.id, space.brk, ...hashMemory(machine.memory, space.space)])
    for (const area of space.areas)
      addNumbers(lanes, [area.start, area.end, area.protection, area.inode ?? 0])
  }
  for (const table of byKey(state.tables))
    addNumbers(lanes, [table.id, ...table.entries.map((entry) => entry?.file ?? 0)])
  for (const file of byKey(state.openFiles)) addFile(lanes, file)
  for (const inode of byKey(state.inodes)) addInode(machine, lanes, inode)
  for (const pipe of byKey(state.pipes)) addPipe(lanes, pipe)
  for (const socket of byKey(state.sockets))
    addNumbers(lanes, [socket.id, socket.incoming, socket.outgoing, ...socket.waiting])
  for (const queue of byKey(state.queues)) {
    addNumbers(lanes, [queue.id, queue.messages.length])
    for (const message of queue.messages) addBytes(lanes, message.bytes)
  }
  for (const set of byKey(state.semaphores)) addNumbers(lanes, [set.id, ...set.values])
  for (const name of [...state.names.keys()].sort()) addText(lanes, name)
  return hex(lanes.a) + hex(lanes.b)
}

function byKey<T extends { readonly id?: number; readonly pid?: number }>(
  table: ReadonlyMap<number, T>,
): T[] {
  return [...table.entries()].sort((x, y) => x[0] - y[0]).map(([, value]) => value)
}

function addTask(lanes: Lanes, task: Task): void {
  addNumbers(lanes, [task.tid, task.pid, task.pc, task.fp, task.tp, task.rvLow, task.rvHigh, task.paidPages])
  addNumbers(lanes, [task.maskLow, task.maskHigh, ...task.signals.map((info) => info.signal)])
  if (!task.pending) return
  addText(lanes, task.pending.call)
  addNumbers(lanes, [task.pending.phase, ...task.pending.args])
}

function addProcess(lanes: Lanes, process: Process): void {
  addNumbers(lanes, [process.pid, process.parent, process.status, process.state === 'alive' ? 1 : 0])
  addNumbers(
    lanes,
    process.signals.map((info) => info.signal),
  )
  addNumbers(
    lanes,
    process.actions.map((action) => action.handler),
  )
  addText(lanes, process.cwd)
}

function addFile(lanes: Lanes, file: OpenFile): void {
  addNumbers(lanes, [file.id, file.flags, file.offset, file.object, file.users, file.counter])
}

function addInode(machine: Machine, lanes: Lanes, inode: Inode): void {
  addNumbers(lanes, [inode.id, inode.mode, inode.links, inode.size])
  for (const entry of inode.entries) {
    addText(lanes, entry.name)
    addNumbers(lanes, [entry.inode])
  }
  for (const frame of inode.pages) if (frame !== 0) addBytes(lanes, readFrame(machine.memory, frame, 0, 4096))
}

function addPipe(lanes: Lanes, pipe: Pipe): void {
  addNumbers(lanes, [pipe.id, pipe.readers, pipe.writers, pipe.length])
  for (const buffer of pipe.buffers) addBytes(lanes, buffer.bytes.subarray(buffer.start))
}

function addNumbers(lanes: Lanes, numbers: readonly number[]): void {
  for (const number of numbers) {
    addWord(lanes, number | 0)
    addWord(lanes, Math.floor(number / 0x1_0000_0000) | 0)
  }
}

function addText(lanes: Lanes, text: string): void {
  for (let i = 0; i < text.length; i++) addWord(lanes, text.charCodeAt(i))
}

function addBytes(lanes: Lanes, bytes: Uint8Array): void {
  addWord(lanes, bytes.length)
  for (const byte of bytes) addWord(lanes, byte)
}

function addWord(lanes: Lanes, word: number): void {
  lanes.a = Math.imul(lanes.a ^ word, 0x01000193)
  lanes.a ^= lanes.a >>> 15
  lanes.b = Math.imul(lanes.b + word, 0x85ebca6b)
  lanes.b ^= lanes.b >>> 13
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
