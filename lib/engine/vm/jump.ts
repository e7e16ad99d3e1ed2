/** Frames come and go: where a call puts one, and whether a place to return or to jump to can be one. */
import { CODE_BASE, FRAME_RETURN, FRAME_SAVED_FP } from './abi'
import { load, slotAddress, store } from './access'
import { TLB, TLB_ADDEND, TLB_ENTRIES, TLB_STRIDE, TLB_TAG_WRITE } from './control'
import { accessFault, type Cpu, setFault } from './cpu'
import type { LoadedProgram } from './load'
import { translateActive } from './memory'
import { INSTRUCTION_BYTES, OP, OPCODE_MASK } from './opcode'

/** Where the processor goes on; `base` is the frame's word index in linear memory. */
export type Frame = { pc: number; fp: number; base: number }

/** The word index of the frame in which the processor is to go on, made writable; -1 after a fault. */
export function enterFrame(cpu: Cpu, loaded: LoadedProgram, pc: number, fp: number): number {
  if (!fits(cpu, loaded, pc, fp, 0)) return -1
  return translateFrame(cpu, fp)
}

/** The word index of a frame whose place has been checked; -1 after a fault. */
export function translateFrame(cpu: Cpu, fp: number): number {
  const { i32 } = cpu.memory
  const entry = (TLB + ((fp >>> 12) & (TLB_ENTRIES - 1)) * TLB_STRIDE) >> 2
  // No program may write without asking while a journal is open; then there is no such entry.
  if (i32[entry + (TLB_TAG_WRITE >> 2)] === (fp & ~4095))
    return (fp + (i32[entry + (TLB_ADDEND >> 2)] as number)) >> 2
  const at = translateActive(cpu.memory, fp, true)
  if (at >= 0) return at >> 2
  accessFault(cpu, fp >>> 0, true)
  return -1
}

/** May the function at `pc` have its frame at `fp`? */
function fits(cpu: Cpu, loaded: LoadedProgram, pc: number, fp: number, fpHigh: number): boolean {
  const size = pc >= 0 && pc < loaded.length ? (loaded.frameSizes[pc] as number) : 0
  if (size === 0) return setFault(cpu, 'fetch', CODE_BASE + pc * INSTRUCTION_BYTES, 0, false)
  if (fpHigh !== 0 || fp < 0 || (fp & 15) !== 0 || (fp & 4095) + size > 4096)
    return setFault(cpu, 'fetch', fp, fpHigh, false)
  return true
}

/**
 * Finds the place of a callee's frame below `below`'s base and translates it into `frame.base`.
 * @param memory word c of the call: size of the caller's memory part, or minus the slot of its dynamic stack pointer
 * @returns the callee's frame pointer, or -1 after a fault
 */
export function placeFrame(
  cpu: Cpu,
  frame: Frame,
  base: number,
  fp: number,
  memory: number,
  frameSize: number,
): number {
  if (frameSize <= 0) {
    setFault(cpu, 'illegal', 0, 0, false)
    return -1
  }
  let top = fp - memory
  if (memory < 0) {
    const slot = base + (-memory >> 2)
    top = cpu.memory.i32[slot] as number
    const high = cpu.memory.i32[slot + 1] as number
    if (high !== 0 || top < 0) {
      setFault(cpu, 'stack', top, high, true)
      return -1
    }
  }
  let callee = (top - frameSize) & ~15
  if (((callee ^ (callee + frameSize - 1)) & ~4095) !== 0) callee = ((callee + frameSize) & ~4095) - frameSize
  if (((callee ^ fp) & ~4095) === 0) {
    frame.base = base + ((callee - fp) >> 2)
    return callee
  }
  const at = callee < 0 ? -1 : translateActive(cpu.memory, callee, true)
  if (at < 0) {
    accessFault(cpu, callee >>> 0, true)
    if (cpu.faultKind === 'unmapped') setFault(cpu, 'stack', callee, 0, true)
    return -1
  }
  frame.base = at >> 2
  return callee
}

/** Instruction index of the function at a code address; -1, after a fault, when none begins there. */
export function codeIndex(cpu: Cpu, loaded: LoadedProgram, low: number, high: number): number {
  const index = (low - CODE_BASE) / INSTRUCTION_BYTES
  const isEnter =
    high === 0 &&
    Number.isInteger(index) &&
    index >= 0 &&
    index < loaded.length &&
    ((loaded.code[index << 2] as number) & OPCODE_MASK) === OP.enter
  if (isEnter) return index
  setFault(cpu, 'fetch', low, high, false)
  return -1
}

/** Reads where a function returns to into `frame.pc` and `frame.fp`. False: a fault, and nothing has changed. */
export function returnTo(cpu: Cpu, loaded: LoadedProgram, frame: Frame, base: number): boolean {
  const { i32 } = cpu.memory
  const fp = base + (FRAME_SAVED_FP >> 2)
  const address = base + (FRAME_RETURN >> 2)
  return check(
    cpu,
    loaded,
    frame,
    i32[address] as number,
    i32[address + 1] as number,
    i32[fp] as number,
    i32[fp + 1] as number,
  )
}

/**
 * Whether a function can go on at a code address with its frame at an address, both of 64 bits: then `frame` says
 * so. False: a fault was noted.
 */
function check(
  cpu: Cpu,
  loaded: LoadedProgram,
  frame: Frame,
  low: number,
  high: number,
  fp: number,
  fpHigh: number,
): boolean {
  const index = (low - CODE_BASE) / INSTRUCTION_BYTES
  if (high !== 0 || !Number.isInteger(index) || index < 0 || index >= loaded.length)
    return setFault(cpu, 'fetch', low, high, false)
  if (!fits(cpu, loaded, index, fp, fpHigh)) return false
  frame.pc = index
  frame.fp = fp
  return true
}

/** A jmp_buf is code address, frame pointer and slot of setjmp's value, 8 bytes each. */
const JUMP_BYTES = 24

/** Writes the jmp_buf whose address is in a slot. Fails before its first write. */
export function setJump(cpu: Cpu, buffer: number, pc: number, fp: number, slot: number): boolean {
  const address = slotAddress(cpu, buffer, 0, true)
  if (address < 0) return false
  const last = address + JUMP_BYTES - 1
  if (translateActive(cpu.memory, last, true) < 0) return accessFault(cpu, last & ~4095, true)
  return (
    store(cpu, address, 8, CODE_BASE + pc * INSTRUCTION_BYTES, 0) &&
    store(cpu, address + 8, 8, fp, 0) &&
    store(cpu, address + 16, 8, slot, 0)
  )
}

/** Goes back to a setjmp: sets all of `frame`, and the setjmp's value in that frame. */
export function longJump(
  cpu: Cpu,
  loaded: LoadedProgram,
  frame: Frame,
  buffer: number,
  value: number,
): boolean {
  const address = slotAddress(cpu, buffer, 0, false)
  if (address < 0 || !load(cpu, address, 8)) return false
  const { low, high } = cpu
  if (!load(cpu, address + 8, 8)) return false
  const fp = cpu.low
  const fpHigh = cpu.high
  if (!load(cpu, address + 16, 8)) return false
  const slot = cpu.low
  if (!check(cpu, loaded, frame, low, high, fp, fpHigh)) return false
  const size = loaded.frameSizes[frame.pc] as number
  if (cpu.high !== 0 || slot < 16 || (slot & 7) !== 0 || slot + 8 > size)
    return setFault(cpu, 'fetch', fp, 0, false)
  const base = translateFrame(cpu, fp)
  if (base < 0) return false
  frame.base = base
  if (cpu.memory.journal !== null) cpu.memory.journal.words(base, size >> 2)
  cpu.memory.i32[base + (slot >> 2)] = value === 0 ? 1 : value
  return true
}
