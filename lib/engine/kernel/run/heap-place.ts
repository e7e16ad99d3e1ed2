/** Blocks of the heap, where the library is about to give one out or to get one back. */
import { FRAME_PARAMETERS } from '../../vm/abi'
import { HEAP } from '../../vm/load'
import { OP, OPCODE_MASK } from '../../vm/opcode'
import { memoryObject } from '../memory/footprint'
import { peek } from '../memory/peek'
import { getI64 } from '../memory/user-memory'
import { type Touch, touchOf } from '../state/footprint'
import { type Machine, programOf, spaceOf, type Task } from '../state/machine'

/** The library keeps the size of a block, with three flags, 8 bytes before it; it is the chunk's, whose first 8 are not the block's. */
const HEADER = 8

/** A block, which is given out (`isTaken`), or given back or resized: both count as writes to it. */
export type BlockAhead = { readonly isTaken: boolean; readonly address: number; readonly touch: Touch }

/**
 * The block that a task which stands at a place marked `HEAP` (vm/load.ts) is about to get or to give back; null: none, as with a
 * null pointer, or elsewhere. Changes nothing.
 */
export function blockAhead(machine: Machine, task: Task): BlockAhead | null {
  const { loaded } = programOf(machine, task)
  const at = task.pc << 2
  const word = loaded.code[at] ?? 0
  if ((word & HEAP) === 0) return null
  const isTaken = (word & OPCODE_MASK) === OP.ret64
  const slot = isTaken ? 4 * (loaded.code[at + 1] as number) : FRAME_PARAMETERS
  const address = wordAt(machine, task, task.fp + slot)
  const place = address > 0 ? memoryObject(spaceOf(machine, task), address) : null
  const size = place ? wordAt(machine, task, address - HEADER) : 0
  if (!place || size <= HEADER) return null
  const length = size - (size % 8) - HEADER
  return { isTaken, address, touch: touchOf(place.object, 'write', place.offset, length) }
}

function wordAt(machine: Machine, task: Task, address: number): number {
  const bytes = peek(machine, spaceOf(machine, task).space, address, 8)
  return bytes ? getI64(bytes, 0) : 0
}
