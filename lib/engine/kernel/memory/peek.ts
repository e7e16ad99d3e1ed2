/** Looking at memory without leaving a trace: no fault, no accessed bit. For figures and events. */
import { PAGE_SIZE } from '../../vm/abi'
import { readFrame } from '../../vm/frame'
import { pteOf } from '../../vm/memory'
import type { Machine } from '../state/machine'
import { getI64 } from './user-memory'

/** Bytes of a space, or null when a page of them is not present. */
export function peek(machine: Machine, space: number, address: number, length: number): Uint8Array | null {
  if (address < 0 || address + length > 0x8000_0000) return null
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const at = address + done
    const frame = pteOf(machine.memory, space, Math.floor(at / PAGE_SIZE)) >>> 12
    if (frame === 0) return null
    const part = Math.min(length - done, PAGE_SIZE - (at % PAGE_SIZE))
    bytes.set(readFrame(machine.memory, frame, at % PAGE_SIZE, part), done)
    done += part
  }
  return bytes
}

/** A pointer in memory; null when it cannot be read. */
export function peekPointer(machine: Machine, space: number, address: number): number | null {
  const bytes = peek(machine, space, address, 8)
  return bytes && getI64(bytes, 0)
}
