/** A processor with a little memory, for tests of intrinsics: pages come when they are touched, as from the kernel. */
import { INTRINSICS, type IntrinsicName } from '../vm/abi'
import { RV } from '../vm/control'
import { type Cpu, createCpu } from '../vm/cpu'
import { allocateFrame, createMemory, PTE_WRITABLE, type Space } from '../vm/frame'
import { activate, createSpace, mapPage, readBytes, translate, unmapPage, writeBytes } from '../vm/memory'
import { addIntrinsics, LIBRARY_INTRINSICS } from './intrinsic'
import { REST_INTRINSICS } from './rest'

addIntrinsics(REST_INTRINSICS)

/** Memory that may be touched: sixteen pages, with none before and behind. */
export const INTRINSIC_DATA = 0x20_0000
export const INTRINSIC_DATA_END = INTRINSIC_DATA + 16 * 4096
const FRAME = 0x10_0000

export type IntrinsicRig = { readonly cpu: Cpu; readonly space: Space; faults: number }

/**
 * A rig whose first frame, for arguments, is present; all other pages come with their first fault, counted in
 * `faults`.
 */
export function createIntrinsicRig(): IntrinsicRig {
  const memory = createMemory({ bytes: 1 << 20 })
  const space = createSpace(memory)
  activate(memory, space)
  const rig = { cpu: createCpu(memory, LIBRARY_INTRINSICS), space, faults: 0 }
  populate(rig, FRAME)
  return rig
}

function populate(rig: IntrinsicRig, address: number): void {
  mapPage(rig.cpu.memory, rig.space, address >> 12, allocateFrame(rig.cpu.memory), PTE_WRITABLE)
}

/** Takes all data pages away, so that the next touch of each is a fault. */
export function dropPages(rig: IntrinsicRig): void {
  for (let at = INTRINSIC_DATA; at < INTRINSIC_DATA_END; at += 4096)
    unmapPage(rig.cpu.memory, rig.space, at >> 12)
}

/** Runs an intrinsic, again after each fault that can be mended; null when it touches what is not there. */
export function runIntrinsic(
  rig: IntrinsicRig,
  name: IntrinsicName,
  ...args: (number | bigint | { double: number })[]
): bigint | null {
  const { cpu } = rig
  const bytes = new DataView(new ArrayBuffer(8 * args.length))
  args.forEach((value, i) => {
    if (typeof value === 'object') bytes.setFloat64(8 * i, value.double, true)
    else bytes.setBigInt64(8 * i, BigInt.asIntN(64, BigInt(value)), true)
  })
  writeBytes(cpu.memory, rig.space, FRAME, new Uint8Array(bytes.buffer))
  for (;;) {
    cpu.base = translate(cpu.memory, rig.space, FRAME, false)
    if (LIBRARY_INTRINSICS[INTRINSICS.indexOf(name)]?.(cpu, 0, args.length)) return result(cpu)
    rig.faults++
    if (cpu.faultAddress < INTRINSIC_DATA || cpu.faultAddress >= INTRINSIC_DATA_END) return null
    populate(rig, cpu.faultAddress)
  }
}

function result(cpu: Cpu): bigint {
  return new DataView(cpu.memory.u8.buffer).getBigInt64(RV, true)
}

/** The double that the last call gave. */
export function doubleResult(rig: IntrinsicRig): number {
  return rig.cpu.memory.f64[RV >> 3] as number
}

/** Writes text with its end. */
export function writeText(rig: IntrinsicRig, address: number, text: string): void {
  const bytes = Uint8Array.from(`${text}\0`, (c) => c.charCodeAt(0))
  for (let at = address & ~4095; at < address + bytes.length; at += 4096)
    if (translate(rig.cpu.memory, rig.space, at, false) < 0) populate(rig, at)
  writeBytes(rig.cpu.memory, rig.space, address, bytes)
}

/** Reads bytes as text. */
export function readText(rig: IntrinsicRig, address: number, length: number): string {
  return String.fromCharCode(...(readBytes(rig.cpu.memory, rig.space, address, length) ?? []))
}
