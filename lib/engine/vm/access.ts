/**
 * Memory accesses off the fast path: a miss of the translation buffer, a misaligned address, one that crosses a page,
 * block copies, atomics. Addresses come as a 64-bit slot (its word index) plus a constant.
 */
import { accessFaultAt, type Cpu, touch } from './cpu'
import { noteBytes } from './frame'
import { translateActive } from './memory'
import { OP, SIZE_SHIFT } from './opcode'

/** The address in a slot plus a constant; -1 after a fault because it is no user address. */
export function slotAddress(cpu: Cpu, slot: number, offset: number, write: boolean): number {
  const { i32 } = cpu.memory
  const base = i32[slot] as number
  const low = (base + offset) | 0
  const carry = low >>> 0 < base >>> 0 ? 1 : 0
  const high = ((i32[slot + 1] as number) + (offset >> 31) + carry) | 0
  if (high === 0 && low >= 0) return low
  accessFaultAt(cpu, low, high, write)
  return -1
}

/** Loads `size` bytes, zero-extended, into `cpu.low` and `cpu.high`. */
export function load(cpu: Cpu, address: number, size: number): boolean {
  if (address < 0) return false
  const { u8 } = cpu.memory
  let at = translateActive(cpu.memory, address, false)
  noteUse(cpu, size)
  if (at < 0) {
    at = touch(cpu, address, false)
    noteUse(cpu, size)
    return at >= 0
  }
  const inPage = 4096 - (address & 4095)
  let low = 0
  let high = 0
  for (let i = 0; i < size; i++) {
    if (i === inPage) {
      at = touch(cpu, address + i, false) - i
      if (at < -i) return false
    }
    if (i < 4) low |= (u8[at + i] as number) << (8 * i)
    else high |= (u8[at + i] as number) << (8 * i - 32)
  }
  cpu.low = low
  cpu.high = high
  return true
}

/** Says of the address that was translated last how many bytes are loaded from there; 0: it is only stored to. */
function noteUse({ memory: { translated } }: Cpu, size: number): void {
  if (translated !== null) translated[translated.length - 1] = size
}

/** Stores the low `size` bytes of a 64-bit value; nothing is written unless all of it can be. */
export function store(cpu: Cpu, address: number, size: number, low: number, high: number): boolean {
  if (address < 0) return false
  const { u8 } = cpu.memory
  const inPage = 4096 - (address & 4095)
  const first = touch(cpu, address, true)
  noteUse(cpu, 0)
  if (first < 0) return false
  // Moving the second page to a slot of its own leaves the first where it is.
  const second = inPage < size ? touch(cpu, address + inPage, true) : 0
  if (second < 0) return false
  noteBytes(cpu.memory, first, Math.min(size, inPage))
  if (inPage < size) noteBytes(cpu.memory, second, size - inPage)
  for (let i = 0; i < size; i++) {
    const at = i < inPage ? first + i : second + i - inPage
    u8[at] = i < 4 ? low >>> (8 * i) : high >>> (8 * i - 32)
  }
  return true
}

/** Copies `size` bytes between the addresses in two slots. */
export function copy(cpu: Cpu, to: number, from: number, size: number): boolean {
  if (size <= 0) return true
  const source = slotAddress(cpu, from, 0, false)
  if (source < 0) return false
  const target = slotAddress(cpu, to, 0, true)
  if (target < 0) return false
  if (!touchAll(cpu, source, size, false) || !touchAll(cpu, target, size, true)) return false
  const { u8 } = cpu.memory
  for (let done = 0; done < size; ) {
    const part = Math.min(size - done, 4096 - ((source + done) & 4095), 4096 - ((target + done) & 4095))
    const at = translateActive(cpu.memory, source + done, false)
    noteUse(cpu, part)
    const place = translateActive(cpu.memory, target + done, true)
    noteUse(cpu, 0)
    noteBytes(cpu.memory, place, part)
    u8.copyWithin(place, at, at + part)
    done += part
  }
  return true
}

/** Zeroes `size` bytes at the address in a slot. */
export function zero(cpu: Cpu, to: number, size: number): boolean {
  if (size <= 0) return true
  const target = slotAddress(cpu, to, 0, true)
  if (target < 0 || !touchAll(cpu, target, size, true)) return false
  for (let done = 0; done < size; ) {
    const part = Math.min(size - done, 4096 - ((target + done) & 4095))
    const at = translateActive(cpu.memory, target + done, true)
    noteUse(cpu, 0)
    noteBytes(cpu.memory, at, part)
    cpu.memory.u8.fill(0, at, at + part)
    done += part
  }
  return true
}

function touchAll(cpu: Cpu, address: number, size: number, write: boolean): boolean {
  for (let at = address; at < address + size; at += 4096 - (at & 4095)) {
    const physical = touch(cpu, at, write)
    // What is loaded from there is noted by who loads it.
    noteUse(cpu, 0)
    if (physical < 0) return false
  }
  return true
}

/**
 * A read-modify-write: the old value, zero-extended, goes to the slot a. `a`, `b` and `c` are word indexes of slots.
 * A compare-and-swap that fails writes nothing, but like x86 it needs the right to write.
 */
export function atomic(cpu: Cpu, instruction: number, a: number, b: number, c: number): boolean {
  const size = (instruction >>> SIZE_SHIFT) & 15
  const address = slotAddress(cpu, b, 0, true)
  if (address < 0 || !touchAll(cpu, address, size, true) || !load(cpu, address, size)) return false
  const { i32 } = cpu.memory
  const { low, high } = cpu
  const x = i32[c] as number
  const xHigh = i32[c + 1] as number
  switch (instruction & 0xff) {
    case OP.atomicExchange:
      store(cpu, address, size, x, xHigh)
      break
    case OP.atomicAdd: {
      const sum = (low + x) | 0
      const carry = sum >>> 0 < low >>> 0 ? 1 : 0
      store(cpu, address, size, sum, high + xHigh + carry)
      break
    }
    case OP.atomicAnd:
      store(cpu, address, size, low & x, high & xHigh)
      break
    case OP.atomicOr:
      store(cpu, address, size, low | x, high | xHigh)
      break
    case OP.atomicXor:
      store(cpu, address, size, low ^ x, high ^ xHigh)
      break
    case OP.atomicNand:
      store(cpu, address, size, ~(low & x), ~(high & xHigh))
      break
    default:
      if (equal(size, low, high, x, xHigh))
        store(cpu, address, size, i32[c + 2] as number, i32[c + 3] as number)
  }
  i32[a] = low
  i32[a + 1] = high
  return true
}

/** Are the low `size` bytes equal? */
function equal(size: number, low: number, high: number, x: number, xHigh: number): boolean {
  if (size === 8) return low === x && high === xHigh
  return size === 4 ? low === x : ((low ^ x) & ((1 << (8 * size)) - 1)) === 0
}
