/** The kernel's access to a process's memory. Null or false: the address is bad, and the call fails with EFAULT. */
import { PAGE_SIZE } from '../../vm/abi'
import { PTE_NO_ACCESS, PTE_PRESENT, PTE_WRITABLE } from '../../vm/frame'
import { pteOf, readBytes, writeBytes } from '../../vm/memory'
import { chargePages } from '../state/clock'
import { type Machine, spaceOf, type Task } from '../state/machine'
import { handlePageFault } from './fault'

/** Makes a range accessible by the same faults that the program's own access would take. */
export function populate(
  machine: Machine,
  task: Task,
  address: number,
  length: number,
  write: boolean,
): boolean {
  if (length === 0) return true
  if (address < 0 || address + length > 0x8000_0000) return false
  const { space } = spaceOf(machine, task)
  chargePages(machine, Math.ceil(length / PAGE_SIZE))
  const last = Math.floor((address + length - 1) / PAGE_SIZE)
  const wanted = write ? PTE_PRESENT | PTE_WRITABLE : PTE_PRESENT
  for (let vpn = Math.floor(address / PAGE_SIZE); vpn <= last; vpn++) {
    const pte = pteOf(machine.memory, space, vpn)
    if ((pte & (wanted | PTE_NO_ACCESS)) === wanted) continue
    if (handlePageFault(machine, task, Math.max(address, vpn * PAGE_SIZE), write) !== 'mended') return false
  }
  return true
}

/** How many bytes from an address on can be accessed, up to `length`: `populate` for those that are content with fewer. */
export function accessiblePart(
  machine: Machine,
  task: Task,
  address: number,
  length: number,
  write: boolean,
): number {
  if (populate(machine, task, address, length, write)) return length
  let part = 0
  while (part < length) {
    const step = Math.min(length - part, PAGE_SIZE - ((address + part) % PAGE_SIZE))
    if (!populate(machine, task, address + part, step, write)) break
    part += step
  }
  return part
}

/**
 * A copy of a range of the task's memory. Null when a page of it may not be read or no memory is left for it;
 * pages before that one have been made present all the same.
 */
export function readUser(machine: Machine, task: Task, address: number, length: number): Uint8Array | null {
  if (!populate(machine, task, address, length, false)) return null
  return readBytes(machine.memory, spaceOf(machine, task).space, address, length)
}

/**
 * Writes to the task's memory, copying what is copy-on-write. False when a page may not be written; then no byte
 * has been.
 */
export function writeUser(machine: Machine, task: Task, address: number, bytes: Uint8Array): boolean {
  if (!populate(machine, task, address, bytes.length, true)) return false
  return writeBytes(machine.memory, spaceOf(machine, task).space, address, bytes)
}

/** A word, little-endian, unsigned. It may be misaligned, as all that follow. */
export function readU32(machine: Machine, task: Task, address: number): number | null {
  const bytes = readUser(machine, task, address, 4)
  return bytes && getU32(bytes, 0)
}

/** A signed word. */
export function readI32(machine: Machine, task: Task, address: number): number | null {
  const value = readU32(machine, task, address)
  return value === null ? null : value | 0
}

/** A signed 64-bit word; exact up to 2^53. */
export function readI64(machine: Machine, task: Task, address: number): number | null {
  const bytes = readUser(machine, task, address, 8)
  return bytes && getI64(bytes, 0)
}

/** Writes the lower 32 bits of a whole number, signed or not. */
export function writeI32(machine: Machine, task: Task, address: number, value: number): boolean {
  const bytes = new Uint8Array(4)
  putU32(bytes, 0, value)
  return writeUser(machine, task, address, bytes)
}

/** Writes a whole number of up to 53 bits, and its sign, as 64 bits. */
export function writeI64(machine: Machine, task: Task, address: number, value: number): boolean {
  const bytes = new Uint8Array(8)
  putI64(bytes, 0, value)
  return writeUser(machine, task, address, bytes)
}

/** A string up to its NUL, as UTF-8 bytes read one by one into text; null when it is bad or longer than `limit`. */
export function readUserString(machine: Machine, task: Task, address: number, limit = 4096): string | null {
  let text = ''
  for (let at = address; text.length < limit; ) {
    const part = Math.min(64, PAGE_SIZE - (at % PAGE_SIZE))
    const bytes = readUser(machine, task, at, part)
    if (!bytes) return null
    for (const byte of bytes) {
      if (byte === 0) return text
      text += String.fromCharCode(byte)
    }
    at += part
  }
  return null
}

/** Text whose characters are bytes, with a NUL at its end. */
export function bytesOfString(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length + 1)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Numbers in bytes, little-endian, from the index `at`; bytes beyond the end count as 0. */
export function getU16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}

/** Four bytes, unsigned. */
export function getU32(bytes: Uint8Array, at: number): number {
  return (getU16(bytes, at) | (getU16(bytes, at + 2) << 16)) >>> 0
}

/** Four bytes, signed. */
export function getI32(bytes: Uint8Array, at: number): number {
  return getU32(bytes, at) | 0
}

/** Eight bytes, signed; exact up to 2^53. */
export function getI64(bytes: Uint8Array, at: number): number {
  return getI32(bytes, at + 4) * 0x1_0000_0000 + getU32(bytes, at)
}

/** Puts the lowest 16 bits of a number, little-endian. The caller has made room. */
export function putU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 255
  bytes[at + 1] = (value >>> 8) & 255
}

/** Puts the lowest 32 bits; signed numbers may be given, too. */
export function putU32(bytes: Uint8Array, at: number, value: number): void {
  putU16(bytes, at, value & 0xffff)
  putU16(bytes, at + 2, (value >>> 16) & 0xffff)
}

/** Puts a whole number of up to 53 bits, and its sign, as 64 bits. */
export function putI64(bytes: Uint8Array, at: number, value: number): void {
  putU32(bytes, at, value >>> 0)
  putU32(bytes, at + 4, Math.floor(value / 0x1_0000_0000) | 0)
}

/** Writes ns above `base` seconds as a `struct timespec`; `ns` is not negative. False: a bad address (EFAULT). */
export function writeTimespec(machine: Machine, task: Task, address: number, ns: number, base = 0): boolean {
  const bytes = new Uint8Array(16)
  putI64(bytes, 0, Math.floor(ns / 1e9) + base)
  putI64(bytes, 8, Math.floor(ns % 1e9))
  return writeUser(machine, task, address, bytes)
}
