/** First frames: how a task begins in a function that nobody called. */

import { CODE_BASE, FRAME_PARAMETERS } from '../../vm/abi'
import { WORDS } from '../../vm/opcode'
import type { Program } from '../../vm/program'
import { edit } from '../state/edit'
import type { Machine, Task } from '../state/machine'
import { putI64, writeUser } from './user-memory'

export const INSTRUCTION = 16

/** Instruction index of a code address, and back. */
export function indexOfAddress(address: number): number {
  return (address - CODE_BASE) / INSTRUCTION
}

/** The code address of an instruction index, as function pointers and return addresses hold it. */
export function addressOfIndex(index: number): number {
  return CODE_BASE + index * INSTRUCTION
}

/** Where a callee's frame lies when its caller's memory ends at `base`: the rule of README.md, "Frame". */
export function frameBelow(base: number, frameSize: number): number {
  let fp = (base - frameSize) & ~15
  if ((fp ^ (fp + frameSize - 1)) & ~4095) fp = (((fp + frameSize) & ~4095) - frameSize) & ~15
  return fp
}

/**
 * Sets a task's registers so that it runs `entry` next, as if called from nowhere.
 * @param entry instruction index of the function's `enter`
 * @param top first address above the frame
 * @returns false when the stack cannot be written
 */
export function pushFrame(
  machine: Machine,
  task: Task,
  program: Program,
  entry: number,
  top: number,
  parameters: readonly number[],
  link: { readonly fp: number; readonly returnTo: number } = { fp: 0, returnTo: 0 },
): boolean {
  const frameSize = program.code[entry * WORDS + 1] ?? 16
  const fp = frameBelow(top, frameSize)
  const bytes = new Uint8Array(FRAME_PARAMETERS + 8 * parameters.length)
  putI64(bytes, 0, link.fp)
  putI64(bytes, 8, link.returnTo)
  for (let i = 0; i < parameters.length; i++) putI64(bytes, FRAME_PARAMETERS + 8 * i, parameters[i] ?? 0)
  if (!writeUser(machine, task, fp, bytes)) return false
  const draft = edit(machine, task)
  draft.pc = entry + 1
  draft.fp = fp
  return true
}

/** The function that holds an instruction, by binary search. */
export function functionAt<T extends { readonly start: number; readonly end: number }>(
  functions: readonly T[],
  pc: number,
): T | null {
  let low = 0
  let high = functions.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = functions[middle] as T
    if (pc < found.start) high = middle - 1
    else if (pc >= found.end) low = middle + 1
    else return found
  }
  return null
}
