/** Intrinsics of <string.h>. Results are addresses, lengths or signs, as the C functions give them. */
import {
  argumentLow,
  argumentPointer,
  type Cpu,
  type Intrinsic,
  payFor,
  setResultLong,
  touch,
  touchRange,
} from '../vm/cpu'
import { fillRange, findByte, moveRange, readString, stringLength, writeRange } from './byte'

const ENDLESS = Number.POSITIVE_INFINITY

const memcpy: Intrinsic = (cpu, slot) => {
  const to = argumentPointer(cpu, slot)
  const from = argumentPointer(cpu, slot + 8)
  const length = argumentPointer(cpu, slot + 16)
  setResultLong(cpu, to)
  return moveRange(cpu, to, from, length)
}

const memset: Intrinsic = (cpu, slot) => {
  const to = argumentPointer(cpu, slot)
  const byte = argumentLow(cpu, slot + 8)
  const length = argumentPointer(cpu, slot + 16)
  setResultLong(cpu, to)
  return fillRange(cpu, to, length, byte)
}

/** Compares up to `limit` bytes; with `endsAtZero`, not past the end of either string. */
function compare(limit: number, endsAtZero: boolean, fold: (byte: number) => number): Intrinsic {
  return (cpu, slot) => {
    const a = argumentPointer(cpu, slot)
    const b = argumentPointer(cpu, slot + 8)
    const count = limit === 0 ? argumentPointer(cpu, slot + 16) : limit
    for (let done = 0; done < count; ) {
      const left = touch(cpu, a + done, false)
      if (left < 0) return false
      const right = touch(cpu, b + done, false)
      if (right < 0 || !payFor(cpu, done / 4096)) return false
      const part = Math.min(count - done, 4096 - ((a + done) % 4096), 4096 - ((b + done) % 4096))
      const { u8 } = cpu.memory
      for (let i = 0; i < part; i++) {
        const x = u8[left + i] as number
        const difference = fold(x) - fold(u8[right + i] as number)
        if (difference !== 0) return answer(cpu, difference)
        if (x === 0 && endsAtZero) return answer(cpu, 0)
      }
      done += part
    }
    return answer(cpu, 0)
  }
}

const same = (byte: number): number => byte
const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

/** A result of any sign, or an address. */
function answer(cpu: Cpu, value: number): true {
  setResultLong(cpu, value)
  return true
}

/** glibc's strcmp gives −1, 0 or 1 where its vector code runs, the difference elsewhere; programs use the sign only. */
const strcmp = compare(ENDLESS, true, same)

const memchr: Intrinsic = (cpu, slot) => {
  const start = argumentPointer(cpu, slot)
  const limit = argumentPointer(cpu, slot + 16)
  const at = findByte(cpu, start, argumentLow(cpu, slot + 8) & 0xff, limit)
  return at >= 0 && answer(cpu, at === limit ? 0 : start + at)
}

const strlen: Intrinsic = (cpu, slot) => {
  const length = stringLength(cpu, argumentPointer(cpu, slot))
  return length >= 0 && answer(cpu, length)
}

const strnlen: Intrinsic = (cpu, slot) => {
  const length = stringLength(cpu, argumentPointer(cpu, slot), argumentPointer(cpu, slot + 8))
  return length >= 0 && answer(cpu, length)
}

const strcpy: Intrinsic = (cpu, slot) => {
  const to = argumentPointer(cpu, slot)
  const from = argumentPointer(cpu, slot + 8)
  const length = stringLength(cpu, from)
  return length >= 0 && moveRange(cpu, to, from, length + 1) && answer(cpu, to)
}

const strncpy: Intrinsic = (cpu, slot) => {
  const to = argumentPointer(cpu, slot)
  const from = argumentPointer(cpu, slot + 8)
  const count = argumentPointer(cpu, slot + 16)
  const length = stringLength(cpu, from, count)
  if (length < 0 || !touchRange(cpu, to, count, true)) return false
  return moveRange(cpu, to, from, length) && fillRange(cpu, to + length, count - length, 0) && answer(cpu, to)
}

/** Appending changes where the end is, so nothing is written before all of it can be. */
function append(cpu: Cpu, to: number, from: number, limit: number): boolean {
  const end = stringLength(cpu, to)
  if (end < 0) return false
  const text = readString(cpu, from, limit)
  if (text === null) return false
  const ended = new Uint8Array(text.length + 1)
  ended.set(text)
  return writeRange(cpu, to + end, ended) && answer(cpu, to)
}

const strcat: Intrinsic = (cpu, slot) =>
  append(cpu, argumentPointer(cpu, slot), argumentPointer(cpu, slot + 8), ENDLESS)

const strncat: Intrinsic = (cpu, slot) =>
  append(cpu, argumentPointer(cpu, slot), argumentPointer(cpu, slot + 8), argumentPointer(cpu, slot + 16))

const strchr: Intrinsic = (cpu, slot) => {
  const byte = argumentLow(cpu, slot + 8) & 0xff
  const found = scan(cpu, argumentPointer(cpu, slot), (x) => x === byte)
  return found >= 0 && answer(cpu, found)
}

/** Address of the first byte that fits, the end included; 0 if there is none, -1 after a fault. */
function scan(cpu: Cpu, start: number, fits: (byte: number) => boolean): number {
  for (let address = start; ; ) {
    const at = touch(cpu, address, false)
    if (at < 0 || !payFor(cpu, (address - start) / 4096)) return -1
    const count = 4096 - (address % 4096)
    const { u8 } = cpu.memory
    for (let i = 0; i < count; i++) {
      const byte = u8[at + i] as number
      if (fits(byte)) return address + i
      if (byte === 0) return 0
    }
    address += count
  }
}

const strrchr: Intrinsic = (cpu, slot) => {
  const start = argumentPointer(cpu, slot)
  const byte = argumentLow(cpu, slot + 8) & 0xff
  const text = readString(cpu, start)
  if (text === null) return false
  const at = byte === 0 ? text.length : text.lastIndexOf(byte)
  return answer(cpu, at < 0 ? 0 : start + at)
}

const strstr: Intrinsic = (cpu, slot) => {
  const start = argumentPointer(cpu, slot)
  const text = readString(cpu, start)
  if (text === null) return false
  const part = readString(cpu, argumentPointer(cpu, slot + 8))
  if (part === null) return false
  // What the longest search takes.
  if (!payFor(cpu, (text.length * part.length) / 4096)) return false
  const at = latin1(text).indexOf(latin1(part))
  return answer(cpu, at < 0 ? 0 : start + at)
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return text
}

/** Length of the part of a string whose bytes all are, or all are not, in a set. */
function span(isWanted: boolean): Intrinsic {
  return (cpu, slot) => {
    const start = argumentPointer(cpu, slot)
    const set = readString(cpu, argumentPointer(cpu, slot + 8))
    if (set === null) return false
    const members = new Uint8Array(256)
    for (const byte of set) members[byte] = 1
    const stop = isWanted ? 0 : 1
    members[0] = stop
    const end = scan(cpu, start, (byte) => members[byte] === stop)
    return end >= 0 && answer(cpu, end - start)
  }
}

const strpbrk: Intrinsic = (cpu, slot) => {
  const set = readString(cpu, argumentPointer(cpu, slot + 8))
  if (set === null) return false
  const members = new Uint8Array(256)
  for (const byte of set) members[byte] = 1
  const found = scan(cpu, argumentPointer(cpu, slot), (byte) => members[byte] === 1)
  return found >= 0 && answer(cpu, found)
}

export const STRING_INTRINSICS = {
  memcpy,
  memmove: memcpy,
  memset,
  memcmp: compare(0, false, same),
  memchr,
  strlen,
  strnlen,
  strcpy,
  strncpy,
  strcat,
  strncat,
  strcmp,
  strncmp: compare(0, true, same),
  strchr,
  strrchr,
  strstr,
  strcasecmp: compare(ENDLESS, true, lower),
  strncasecmp: compare(0, true, lower),
  strspn: span(true),
  strcspn: span(false),
  strpbrk,
} as const
