/** Blocks of the heap that are taken and given back between two visible operations: a block that is freed is written to. */

import { sourcePosition } from '../kernel/figure/backtrace'
import { nameAt } from '../kernel/figure/place'
import { memoryObject } from '../kernel/memory/footprint'
import { peek } from '../kernel/memory/peek'
import { getI64 } from '../kernel/memory/user-memory'
import { hasSignal } from '../kernel/process/deliver'
import { isAlive } from '../kernel/process/process'
import { touchOf } from '../kernel/state/footprint'
import { type Machine, programOf, spaceOf, type Task } from '../kernel/state/machine'
import { FRAME_PARAMETERS } from '../vm/abi'
import { OP, OPCODE_MASK } from '../vm/opcode'
import type { HeapBlock } from './model'

/** The library keeps the size of a block, with three flags, 8 bytes before it; it is the chunk's, whose first 8 are not the block's. */
const HEADER = 8

/** The library's functions that change how much memory its heap has, and the calls that they do it by. */
const RESIZING: readonly string[] = ['grow', 'trim', 'mapChunk', 'unmap']
const RESIZES: readonly string[] = ['brk', 'mmap', 'munmap']

/**
 * Whether a task is about to get memory for the library's heap, or to give it back, which is part of the local work of
 * `malloc` and `free`: what it gets it shares with nobody yet. To make it a step of its own would order any two first
 * `malloc`s, and so all that their tasks do.
 */
export function resizesHeap(machine: Machine, task: Task): boolean {
  if (!isAlive(task) || task.pending || hasSignal(machine, task)) return false
  const { loaded, program } = programOf(machine, task)
  const at = task.pc << 2
  if (((loaded.code[at] ?? 0) & OPCODE_MASK) !== OP.sys) return false
  const info = program.functions[loaded.functionAt[task.pc] ?? -1]
  if (!info?.isLibrary || !RESIZING.includes(info.name)) return false
  return RESIZES.includes(program.calls[loaded.code[at + 1] ?? -1] ?? '')
}

/** What a task that stands at a place marked `HEAP` (vm/load.ts) is about to do; null: nothing, as with a null pointer. */
export function heapBlockAt(machine: Machine, task: Task, number: number): HeapBlock | null {
  const { loaded } = programOf(machine, task)
  const at = task.pc << 2
  const isTaken = ((loaded.code[at] as number) & OPCODE_MASK) === OP.ret64
  const slot = isTaken ? 4 * (loaded.code[at + 1] as number) : FRAME_PARAMETERS
  const address = wordAt(machine, task, task.fp + slot)
  const place = address > 0 ? memoryObject(spaceOf(machine, task), address) : null
  const size = place ? wordAt(machine, task, address - HEADER) : 0
  if (!place || size <= HEADER) return null
  const { file, line } = sourcePosition(machine, task)
  const length = size - (size % 8) - HEADER
  const key = `${isTaken} ${number} ${file}:${line} ${place.object} ${place.offset} ${length}`
  const name = nameAt(machine, task, address) ?? `0x${address.toString(16)}`
  return {
    key,
    task: number,
    file,
    line,
    name,
    isTaken,
    touch: touchOf(place.object, 'write', place.offset, length),
  }
}

function wordAt(machine: Machine, task: Task, address: number): number {
  const bytes = peek(machine, spaceOf(machine, task).space, address, 8)
  return bytes ? getI64(bytes, 0) : 0
}
