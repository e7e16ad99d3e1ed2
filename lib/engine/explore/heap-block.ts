/** Blocks of the heap that are taken and given back between two visible operations: a block that is freed is written to. */

import { nameAt } from '../kernel/figure/address-name'
import { sourcePosition } from '../kernel/figure/backtrace'
import { hasSignal } from '../kernel/process/deliver'
import { isAlive } from '../kernel/process/process'
import { blockAhead } from '../kernel/run/heap-place'
import { type Machine, programOf, type Task } from '../kernel/state/machine'
import { OP, OPCODE_MASK } from '../vm/opcode'
import type { HeapBlock } from './model'

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
  const block = blockAhead(machine, task)
  if (!block) return null
  const { isTaken, address, touch } = block
  const { file, line } = sourcePosition(machine, task)
  const key = `${isTaken} ${number} ${file}:${line} ${touch.object} ${touch.offset} ${touch.length}`
  const name = nameAt(machine, task, address) ?? `0x${address.toString(16)}`
  return { key, task: number, file, line, name, isTaken, touch }
}
