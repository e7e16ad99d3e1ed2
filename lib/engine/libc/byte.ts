/** Reading and writing a process's memory from an intrinsic. What returns null, -1 or false has noted a fault. */
import { type Cpu, payFor, touch, touchRange } from '../vm/cpu'
import { noteBytes } from '../vm/frame'

const PAGE = 4096

/** The byte at an address; -1 after a fault. */
export function byteAt(cpu: Cpu, address: number): number {
  const at = touch(cpu, address, false)
  return at < 0 ? -1 : (cpu.memory.u8[at] as number)
}

/** Position of a byte within `limit` bytes; `limit` if it is not there; -1 after a fault before it was found. */
export function findByte(cpu: Cpu, address: number, byte: number, limit: number): number {
  for (let done = 0; done < limit; ) {
    const start = touch(cpu, address + done, false)
    if (start < 0 || !payFor(cpu, done / PAGE)) return -1
    const count = Math.min(PAGE - ((address + done) % PAGE), limit - done)
    const { u8 } = cpu.memory
    for (let i = 0; i < count; i++) if (u8[start + i] === byte) return done + i
    done += count
  }
  return limit
}

/** Length of a string, at most `limit`; -1 after a fault. */
export function stringLength(cpu: Cpu, address: number, limit = Number.POSITIVE_INFINITY): number {
  return findByte(cpu, address, 0, limit)
}

/** A copy of a range; null after a fault. */
export function readRange(cpu: Cpu, address: number, length: number): Uint8Array | null {
  if (!touchRange(cpu, address, length, false)) return null
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const at = touch(cpu, address + done, false)
    const count = Math.min(PAGE - ((address + done) % PAGE), length - done)
    bytes.set(cpu.memory.u8.subarray(at, at + count), done)
    done += count
  }
  return bytes
}

/** A string's bytes without its end, at most `limit`; null after a fault. */
export function readString(cpu: Cpu, address: number, limit = Number.POSITIVE_INFINITY): Uint8Array | null {
  const length = stringLength(cpu, address, limit)
  return length < 0 ? null : readRange(cpu, address, length)
}

/** Writes all bytes, or none and notes a fault. */
export function writeRange(cpu: Cpu, address: number, bytes: Uint8Array): boolean {
  const { length } = bytes
  if (!touchRange(cpu, address, length, true)) return false
  for (let done = 0; done < length; ) {
    const at = touch(cpu, address + done, true)
    const count = Math.min(PAGE - ((address + done) % PAGE), length - done)
    noteBytes(cpu.memory, at, count)
    cpu.memory.u8.set(count === length ? bytes : bytes.subarray(done, done + count), at)
    done += count
  }
  return true
}

/** Sets a range to one byte. */
export function fillRange(cpu: Cpu, address: number, length: number, byte: number): boolean {
  if (!touchRange(cpu, address, length, true)) return false
  for (let done = 0; done < length; ) {
    const at = touch(cpu, address + done, true)
    const count = Math.min(PAGE - ((address + done) % PAGE), length - done)
    noteBytes(cpu.memory, at, count)
    cpu.memory.u8.fill(byte, at, at + count)
    done += count
  }
  return true
}

/** Copies a range; as if through a third place when the two overlap. */
export function moveRange(cpu: Cpu, to: number, from: number, length: number): boolean {
  if (!touchRange(cpu, from, length, false) || !touchRange(cpu, to, length, true)) return false
  const isBackward = to > from && to < from + length
  for (let done = 0; done < length; ) {
    const left = length - done
    const count = isBackward ? backwardPart(to, from, left) : forwardPart(to + done, from + done, left)
    const offset = isBackward ? left - count : done
    const target = touch(cpu, to + offset, true)
    const source = touch(cpu, from + offset, false)
    noteBytes(cpu.memory, target, count)
    cpu.memory.u8.copyWithin(target, source, source + count)
    done += count
  }
  return true
}

/** Bytes that both ranges have before the next page. */
function forwardPart(to: number, from: number, left: number): number {
  return Math.min(left, PAGE - (to % PAGE), PAGE - (from % PAGE))
}

/** Bytes that both ranges have in the pages of their last bytes. */
function backwardPart(to: number, from: number, left: number): number {
  return Math.min(left, ((to + left - 1) % PAGE) + 1, ((from + left - 1) % PAGE) + 1)
}

/** Stores a little-endian number of `size` bytes. */
export function storeWord(cpu: Cpu, address: number, size: number, low: number, high: number): boolean {
  const bytes = new Uint8Array(size)
  for (let i = 0; i < size; i++) bytes[i] = i < 4 ? low >>> (8 * i) : high >>> (8 * i - 32)
  return writeRange(cpu, address, bytes)
}

/** Two 32-bit halves of the 8 bytes at an address; null after a fault. */
export function loadWord(cpu: Cpu, address: number): readonly [low: number, high: number] | null {
  const at = touch(cpu, address, false)
  if (at < 0) return null
  const { u8, i32 } = cpu.memory
  if ((address & 7) === 0) return [i32[at >> 2] as number, i32[(at >> 2) + 1] as number]
  const bytes = address % PAGE <= PAGE - 8 ? u8.subarray(at, at + 8) : readRange(cpu, address, 8)
  if (bytes === null) return null
  const half = (i: number) =>
    (bytes[i] as number) |
    ((bytes[i + 1] as number) << 8) |
    ((bytes[i + 2] as number) << 16) |
    ((bytes[i + 3] as number) << 24)
  return [half(0), half(4)]
}
