/**
 * Accesses of the library, in its local work, to memory that the program has given it (libc/given.ts): what each would read and write,
 * told before it is made, and who is told of it. Where others use the same bytes somebody may make operations of them.
 */
import type { ByteRange, Peek } from '../../vm/cpu'
import { isVisibleAt, operationAt, type VisibleOperation } from '../../vm/describe'
import { GIVEN_NAMED, GIVEN_READ, GIVEN_WRITE } from '../../vm/opcode'
import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { NOTHING, type Touch } from '../state/footprint'
import { type Machine, programOf, spaceOf, type Task } from '../state/machine'
import { blockAhead } from './heap-place'

/** What stops in front of one. */
export const GIVEN = GIVEN_READ | GIVEN_WRITE

/** Bytes that are looked at together; they lie in one page. */
const PART = 64

/** Whether a task stands where it may make such an access; it is in the middle of its local work, or in front of an operation. */
export function isGivenAt(machine: Machine, task: Task): boolean {
  const { loaded } = programOf(machine, task)
  const word = loaded.code[task.pc << 2] ?? 0
  return (word & GIVEN) !== 0 && !isVisibleAt(loaded, task.pc)
}

/** Whether the access that a task stands in front of is an operation: one to such memory, or giving back a block of the heap. */
export function isShared(machine: Machine, task: Task): boolean {
  const { shared } = machine
  if (!shared?.isAny()) return false
  const touches = sharedTouches(machine, task)
  return touches.length > 0 && shared.isShared(machine, task, touches)
}

/** What is read and written by what `isShared` is asked about. Changes nothing. */
export function sharedTouches(machine: Machine, task: Task): readonly Touch[] {
  return isGivenAt(machine, task) ? givenTouches(machine, task) : givenBack(machine, task)
}

/** The block of the heap that a task is about to give back, or to have resized: a write to all of it. Changes nothing. */
export function givenBack(machine: Machine, task: Task): readonly Touch[] {
  const block = blockAhead(machine, task)
  return block && !block.isTaken ? [block.touch] : NOTHING
}

/** What the access that a task stands in front of reads and writes of the program's memory. Changes nothing. */
export function givenTouches(machine: Machine, task: Task): readonly Touch[] {
  const { loaded } = programOf(machine, task)
  const found = operationAt(machine.memory, spaceOf(machine, task).space, loaded, task.pc, task.fp)
  const given = loaded.code[task.pc << 2] ?? 0
  return rangesOf(machine, task, found)
    .filter((range) => (given & marksOf(range)) !== 0)
    .flatMap(({ address, length, writes }) =>
      touchMemory(machine, task, address, length, writes ? 'write' : 'read'),
    )
}

/** Marks each of which says that a range may be the program's. */
function marksOf({ writes, isNamed }: ByteRange): number {
  if (!writes) return GIVEN_READ
  return isNamed ? GIVEN_WRITE | GIVEN_NAMED : GIVEN_WRITE
}

function rangesOf(machine: Machine, task: Task, found: VisibleOperation | null): readonly ByteRange[] {
  switch (found?.kind) {
    case 'load':
    case 'store':
    case 'fill':
      return [{ address: found.address, length: found.size, writes: found.kind !== 'load' }]
    case 'copy':
      return [
        { address: found.from, length: found.size, writes: false },
        { address: found.address, length: found.size, writes: true },
      ]
    case 'intrinsic':
      return machine.cpu.intrinsics[found.number]?.ranges?.(found.arguments, peekOf(machine, task)) ?? []
    default:
      return []
  }
}

/** Reads a task's memory byte by byte. */
function peekOf(machine: Machine, task: Task): Peek {
  let [start, part]: [number, Uint8Array | null] = [-1, null]
  return (address) => {
    const from = address - (address % PART)
    if (from !== start) [start, part] = [from, see(machine, task, from, PART)]
    return part?.[address - from] ?? -1
  }
}
