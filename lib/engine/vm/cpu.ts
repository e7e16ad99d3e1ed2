/** The processor's registers and what it tells about the last stop. The registers themselves are control words. */
import { FAULT_KIND, FAULT_VA, FAULT_WRITE, FP, PC, RV, TP } from './control'
import { INTRINSIC, type Memory, PTE_COW, PTE_NO_ACCESS, PTE_PRESENT, PTE_WRITABLE } from './frame'
import { pteOf, translateActive } from './memory'

/**
 * - `unmapped`: no page there; `stack`: the same, for the frame of a function that is being called
 * - `cow`: a write to a page that is present and copy-on-write; `protection`: the page does not allow the access
 * - `fetch`: a jump to what is no code, or to a frame that cannot be one (smashed return address, stale jmp_buf)
 * - `divide`: SIGFPE; `illegal`: SIGILL
 *
 * - `work`: no fault, but a library call that is too long for its one step: it goes on when it has been charged
 *
 * The first four may be mended by the kernel; `fetch` never is.
 */
export type FaultKind = 'unmapped' | 'protection' | 'cow' | 'divide' | 'illegal' | 'stack' | 'fetch' | 'work'

/** In the order of the numbers in the control word. */
export const FAULT_KINDS: readonly FaultKind[] = [
  'unmapped',
  'protection',
  'cow',
  'divide',
  'illegal',
  'stack',
  'fetch',
  'work',
]

/** Pages that a library call may go through for its one step. */
export const FREE_PAGES = 64

/**
 * A library function on the process's own memory. Its arguments are `count` slots from `argumentSlot` (read them with
 * `argumentLow` and its sisters), its result goes to `setResult`. False: it called `accessFault`; it is run again once
 * the page is there, so it touches all the pages that it will write before its first write.
 */
export type Intrinsic = {
  (cpu: Cpu, argumentSlot: number, count: number): boolean
  /** What it would read and write. Undefined: nothing that the program has given it. */
  ranges?: ByteRanges | undefined
}

/** The byte at an address, without a fault; -1: there is none. */
export type Peek = (address: number) => number

export type ByteRange = {
  readonly address: number
  readonly length: number
  readonly writes: boolean
  /** An argument names it on the way (`%n`); it is not where the result goes. */
  readonly isNamed?: true
}

/** Of given arguments. */
export type ByteRanges = (args: readonly number[], peek: Peek) => readonly ByteRange[]

export type Cpu = {
  readonly memory: Memory
  readonly intrinsics: readonly Intrinsic[]
  /** Of the last `execute`. */
  stepsUsed: number
  visiblesUsed: number
  faultKind: FaultKind
  /** A user address; above 2^53 only its leading bits are true. */
  faultAddress: number
  faultWrite: boolean
  /** End of the range that is about to be accessed, when it is a long one; else 0. */
  faultEnd: number
  /** Pages that the library call under way has been charged for, and how many it asked for last. */
  paidPages: number
  wantedPages: number
  /** Number of the system call, and slot (offset from the frame pointer) of its first argument. */
  systemCall: number
  systemArguments: number
  /** Byte address in linear memory of the running frame; true during an intrinsic and after a stop until memory changes. */
  base: number
  /** Interpreted steps after which a function becomes generated code; Infinity: never. */
  heatLimit: number
  /** What the last part of a run has left. */
  fuelLeft: number
  visiblesLeft: number
  /** A value loaded on the slow path. */
  low: number
  high: number
}

export type Registers = {
  pc: number
  fp: number
  tp: number
  rv: [low: number, high: number]
  paidPages: number
}

/**
 * A processor on a memory; `intrinsics` by the number that an instruction names them by. Its registers are
 * control words of the memory, so of two processors on one memory only one has its registers loaded at a time.
 */
export function createCpu(memory: Memory, intrinsics: readonly Intrinsic[]): Cpu {
  return {
    memory,
    intrinsics,
    stepsUsed: 0,
    visiblesUsed: 0,
    faultKind: 'illegal',
    faultAddress: 0,
    faultWrite: false,
    faultEnd: 0,
    paidPages: 0,
    wantedPages: 0,
    systemCall: 0,
    systemArguments: 0,
    base: 0,
    heatLimit: 400_000,
    fuelLeft: 0,
    visiblesLeft: 0,
    low: 0,
    high: 0,
  }
}

/**
 * Loads a task's registers into the control words. Fuel and the space are not among them: see `execute` and
 * `activate`.
 */
export function loadRegisters(cpu: Cpu, registers: Registers): void {
  const { i32 } = cpu.memory
  i32[PC >> 2] = registers.pc
  i32[FP >> 2] = registers.fp
  i32[TP >> 2] = registers.tp
  i32[RV >> 2] = registers.rv[0]
  i32[(RV >> 2) + 1] = registers.rv[1]
  cpu.paidPages = registers.paidPages
}

/** Writes the registers back, into the object given: `rv` is filled, not replaced. */
export function saveRegisters(cpu: Cpu, registers: Registers): void {
  const { i32 } = cpu.memory
  registers.pc = i32[PC >> 2] as number
  registers.fp = i32[FP >> 2] as number
  registers.tp = i32[TP >> 2] as number
  registers.rv[0] = i32[RV >> 2] as number
  registers.rv[1] = i32[(RV >> 2) + 1] as number
  registers.paidPages = cpu.paidPages
}

// ---- arguments and results, for intrinsics and system calls

/** Low word of the 8-byte slot at an offset from the frame pointer, signed. */
export function argumentLow(cpu: Cpu, slot: number): number {
  return cpu.memory.i32[(cpu.base + slot) >> 2] as number
}

/** Its high word, signed. */
export function argumentHigh(cpu: Cpu, slot: number): number {
  return cpu.memory.i32[(cpu.base + slot + 4) >> 2] as number
}

/** A slot as a signed 64-bit number; exact up to 2^53. */
export function argumentLong(cpu: Cpu, slot: number): number {
  return argumentHigh(cpu, slot) * 0x1_0000_0000 + (argumentLow(cpu, slot) >>> 0)
}

/** A slot as a pointer: unsigned, so that no bad pointer passes for a good one. */
export function argumentPointer(cpu: Cpu, slot: number): number {
  return (argumentHigh(cpu, slot) >>> 0) * 0x1_0000_0000 + (argumentLow(cpu, slot) >>> 0)
}

/** A slot as a double. */
export function argumentDouble(cpu: Cpu, slot: number): number {
  return cpu.memory.f64[(cpu.base + slot) >> 3] as number
}

/** Sets the result register, which the caller's next `getRv` reads: the words of a 64-bit value. */
export function setResult(cpu: Cpu, low: number, high: number): void {
  cpu.memory.i32[RV >> 2] = low
  cpu.memory.i32[(RV >> 2) + 1] = high
}

/** A result that is a whole number of up to 53 bits, as a 64-bit word. */
export function setResultLong(cpu: Cpu, value: number): void {
  setResult(cpu, (value % 0x1_0000_0000) | 0, Math.floor(value / 0x1_0000_0000) | 0)
}

/** A NaN is made x86's default one, which `printf` writes as `-nan`. */
export function setResultDouble(cpu: Cpu, value: number): void {
  if (!Number.isNaN(value)) cpu.memory.f64[RV >> 3] = value
  else setResult(cpu, 0, 0xfff8_0000 | 0)
}

// ---- faults

/** Notes a fault; always false, so that callers can return it. */
export function setFault(cpu: Cpu, kind: FaultKind, low: number, high: number, write: boolean): false {
  cpu.faultKind = kind
  cpu.faultAddress = (high >>> 0) * 0x1_0000_0000 + (low >>> 0)
  cpu.faultWrite = write
  cpu.faultEnd = 0
  const { i32 } = cpu.memory
  i32[FAULT_VA >> 2] = low
  i32[(FAULT_VA >> 2) + 1] = high
  i32[FAULT_KIND >> 2] = FAULT_KINDS.indexOf(kind)
  i32[FAULT_WRITE >> 2] = write ? 1 : 0
  return false
}

/** Where the last fault was, as a signed number: exact in both halves of the addresses that x86-64 has. */
export function signedFaultAddress({ memory: { i32 } }: Cpu): number {
  return (i32[(FAULT_VA >> 2) + 1] ?? 0) * 0x1_0000_0000 + ((i32[FAULT_VA >> 2] ?? 0) >>> 0)
}

/** Notes the fault of an access that was refused, by what the page table says. Always false. */
export function accessFault(cpu: Cpu, address: number, write: boolean): false {
  const high = Math.floor(address / 0x1_0000_0000) | 0
  return accessFaultAt(cpu, address | 0, high, write)
}

/** The same for an address in two halves, all 64 bits of it true. */
export function accessFaultAt(cpu: Cpu, low: number, high: number, write: boolean): false {
  return setFault(cpu, kindOf(cpu.memory, low, high, write), low, high, write)
}

function kindOf(memory: Memory, low: number, high: number, write: boolean): FaultKind {
  if (high !== 0 || low < 0) return 'unmapped'
  const pte = pteOf(memory, memory.active, low >>> 12)
  if ((pte & PTE_PRESENT) === 0) return 'unmapped'
  if ((pte & PTE_NO_ACCESS) === 0 && write && (pte & PTE_WRITABLE) === 0 && (pte & PTE_COW) !== 0)
    return 'cow'
  return 'protection'
}

/**
 * The byte address in linear memory of a user address that is about to be accessed; -1 after noting the fault. It
 * holds up to the end of the page, and until another frame is written to for the first time.
 */
export function touch(cpu: Cpu, address: number, write: boolean): number {
  const physical = translateActive(cpu.memory, address, write)
  if (physical < 0) accessFault(cpu, address, write)
  return physical
}

/** Touches every page of a range. False: a fault was noted. */
export function touchRange(cpu: Cpu, address: number, length: number, write: boolean): boolean {
  const pages = length / 4096
  if (!payFor(cpu, pages)) return false
  for (let at = address; at < address + length; at += 4096 - (at % 4096))
    if (touch(cpu, at, write) < 0) {
      if (pages > FREE_PAGES) cpu.faultEnd = address + length
      return false
    }
  return true
}

/**
 * Asks whether a library call may go through so many pages. False: a fault was noted, by which the task is charged,
 * and the call begins again.
 */
export function payFor(cpu: Cpu, pages: number): boolean {
  if (pages <= FREE_PAGES || pages <= cpu.paidPages) return true
  cpu.wantedPages = Math.ceil(pages)
  return setFault(cpu, 'work', 0, 0, false)
}

/** Calls a library function. False: it noted a fault. */
export function callIntrinsic(cpu: Cpu, number: number, argumentSlot: number, count: number): boolean {
  const body = cpu.intrinsics[number]
  if (body === undefined) return setFault(cpu, 'illegal', 0, 0, false)
  cpu.memory.translated?.push(0, INTRINSIC)
  if (!body(cpu, argumentSlot, count)) return false
  cpu.paidPages = 0
  return true
}
