/**
 * A bare computer without a kernel, for tests and benchmarks: one space with a stack, an area of data, and faults
 * mended in the simplest way.
 */
import { PAGE_SIZE, STACK_TOP } from './abi'
import { type Cpu, createCpu, type Intrinsic, loadRegisters, type Registers, saveRegisters } from './cpu'
import { runFast } from './dispatch'
import { setRunner } from './execute'
import {
  allocateFrame,
  copyFrame,
  createMemory,
  type Memory,
  PTE_WRITABLE,
  references,
  reset,
  type Space,
} from './frame'
import { Stop } from './interpret'
import { type LoadedProgram, loadProgram } from './load'
import { activate, createSpace, exportMemory, mapPage, pteOf, setPte } from './memory'
import type { Program } from './program'

setRunner(runFast)

/** Where the data area begins. */
export const DATA = 0x0080_0000

export type Rig = {
  readonly memory: Memory
  readonly space: Space
  readonly cpu: Cpu
  readonly loaded: LoadedProgram
}

export type RigOptions = {
  readonly dataPages?: number
  readonly stackPages?: number
  readonly bytes?: number
  readonly storage?: number
  /** A memory to use again, emptied. */
  readonly memory?: Memory
  readonly intrinsics?: readonly Intrinsic[]
}

/**
 * A computer about to run the program's first function. Data and stack pages are present and writable from the
 * beginning, so only copy-on-write and wild addresses fault.
 * @param options `memory` is emptied, and snapshots of it are void
 */
export function createRig(program: Program, options: RigOptions = {}): Rig {
  const { dataPages = 8, stackPages = 8, bytes = 4 << 20 } = options
  const memory = options.memory ?? createMemory({ bytes, storage: options.storage ?? 2 * bytes + (1 << 20) })
  reset(memory)
  const space = createSpace(memory)
  for (let i = 0; i < dataPages; i++)
    mapPage(memory, space, DATA / PAGE_SIZE + i, allocateFrame(memory), PTE_WRITABLE)
  for (let i = 1; i <= stackPages; i++)
    mapPage(memory, space, STACK_TOP / PAGE_SIZE - i, allocateFrame(memory), PTE_WRITABLE)
  activate(memory, space)
  const cpu = createCpu(memory, options.intrinsics ?? [])
  const rig = { memory, space, cpu, loaded: loadProgram(program) }
  start(rig)
  return rig
}

/** Puts the processor at the beginning of a function, in a first frame at the top of the stack. */
export function start(rig: Rig, name?: string): void {
  const { functions } = rig.loaded.program
  const info = functions.find((f) => f.name === name) ?? functions[0]
  if (info === undefined) throw new Error('the program has no function')
  const fp = STACK_TOP - info.frameSize
  loadRegisters(rig.cpu, { pc: info.start + 1, fp, tp: DATA, rv: [0, 0], paidPages: 0 })
}

/** A copy of the registers. */
export function registers(rig: Rig): Registers {
  const result: Registers = { pc: 0, fp: 0, tp: 0, rv: [0, 0], paidPages: 0 }
  saveRegisters(rig.cpu, result)
  return result
}

/** Does what a kernel does about a copy-on-write fault. False: it was another fault. */
export function mend(rig: Rig): boolean {
  const { memory, space, cpu } = rig
  if (cpu.faultKind !== 'cow') return false
  const vpn = Math.floor(cpu.faultAddress / PAGE_SIZE)
  const pte = pteOf(memory, space, vpn)
  if (references(memory, pte >>> 12) > 1)
    mapPage(memory, space, vpn, copyFrame(memory, pte >>> 12), PTE_WRITABLE)
  else setPte(memory, space, vpn, (pte & ~4) | PTE_WRITABLE)
  return true
}

/** All that can be seen of a stopped computer. */
export function picture(rig: Rig, stop: Stop): string {
  const { cpu } = rig
  const { frames, bytes, used, firstFree } = exportMemory(rig.memory)
  const fault = stop === Stop.Fault ? [cpu.faultKind, cpu.faultAddress, cpu.faultWrite] : []
  const call = stop === Stop.Syscall ? [cpu.systemCall, cpu.systemArguments] : []
  const counts = [cpu.stepsUsed, cpu.visiblesUsed]
  const words = new Int32Array(bytes.buffer)
  let hash = 0
  for (let i = 0; i < words.length; i++) hash = (Math.imul(hash, 31) + (words[i] as number)) | 0
  return JSON.stringify([
    stop,
    counts,
    registers(rig),
    fault,
    call,
    [...frames].length,
    used,
    firstFree,
    hash,
  ])
}
