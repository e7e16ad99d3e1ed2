/**
 * Which functions run as generated code. A program begins in the interpreter; when it has spent long enough in a
 * function, that one, those on the stack and those that they call become one module. Nothing of this is state of the
 * simulated machine: it only decides how fast the same steps are done.
 */
import { CODE_BASE } from './abi'
import { FP, MOVED, PC } from './control'
import { type Cpu, callIntrinsic } from './cpu'
import { WRITES } from './emit-helper'
import type { Memory } from './frame'
import { type Generated, generate } from './generate'
import { ENTRY, type LoadedProgram } from './load'
import { pteOf, translate, translateActive } from './memory'
import { ARGUMENT_SHIFT, INSTRUCTION_BYTES, OP, OPCODE_MASK } from './opcode'
import { computeRare } from './rare'

/** (frame pointer, byte address of the frame, block) → status; see emit-control.ts. */
export type Enter = (fp: number, base: number, block: number) => number

export type Tier = {
  /** Steps interpreted, by the function that they ended in. */
  readonly heat: Float64Array
  readonly chosen: Set<number>
  generated: Generated | null
  /** By pages of the memory that the module is for. */
  readonly modules: Map<number, WebAssembly.Module>
  /** Instances by processor; entries by function. A new module empties it. */
  instances: WeakMap<Cpu, readonly (Enter | undefined)[]>
  /** The host refuses to compile: the interpreter does everything. */
  isRefused: boolean
  /** Modules made so far. */
  generations: number
}

/** Instructions that one module may hold, and modules that one program may get. */
const MODULE_LIMIT = 12_000
const GENERATIONS = 8

/**
 * What is known of a program's generated code, begun with the first question and kept with the loaded program:
 * all processors that run it share it.
 */
export function tierOf(loaded: LoadedProgram): Tier {
  if (loaded.cache === null)
    loaded.cache = {
      heat: new Float64Array(loaded.program.functions.length),
      chosen: new Set(),
      generated: null,
      modules: new Map(),
      instances: new WeakMap(),
      isRefused: false,
      generations: 0,
    }
  return loaded.cache as Tier
}

/** Notes steps interpreted from `pc` on; generates code when a function has become hot. */
export function noteHeat(cpu: Cpu, loaded: LoadedProgram, tier: Tier, pc: number, steps: number): void {
  const index = loaded.functionAt[pc] ?? -1
  if (index < 0 || tier.isRefused) return
  const heat = (tier.heat[index] as number) + steps
  tier.heat[index] = heat
  if (heat < cpu.heatLimit || tier.chosen.has(index)) return
  compile(cpu, loaded, tier, choose(cpu, loaded, tier, index))
}

/** The hot function, the ones on the stack, and what they call, as far as the module's limit allows. */
function choose(cpu: Cpu, loaded: LoadedProgram, tier: Tier, hot: number): number[] {
  const { functions } = loaded.program
  const queue = [...tier.chosen, hot, ...callers(cpu, loaded)]
  const chosen = new Set<number>()
  let size = 0
  for (let i = 0; i < queue.length; i++) {
    const index = queue[i] as number
    const info = functions[index]
    if (info === undefined || chosen.has(index) || info.end - info.start < 2) continue
    if (((loaded.code[info.start * 4] as number) & OPCODE_MASK) !== OP.enter) continue
    if (size + info.end - info.start > MODULE_LIMIT) continue
    size += info.end - info.start
    chosen.add(index)
    for (let pc = info.start; pc < info.end; pc++) {
      const callee = calleeAt(loaded, pc)
      if (callee >= 0) queue.push(loaded.functionAt[callee] as number)
    }
  }
  return [...chosen]
}

/** The function that an instruction calls, or whose address it takes; -1 for none. */
function calleeAt(loaded: LoadedProgram, pc: number): number {
  const { code, length } = loaded
  const opcode = (code[pc * 4] as number) & OPCODE_MASK
  if (opcode === OP.call) return code[pc * 4 + 1] as number
  if (opcode !== OP.li64 || code[pc * 4 + 3] !== 0) return -1
  const index = ((code[pc * 4 + 2] as number) - CODE_BASE) / INSTRUCTION_BYTES
  if (!Number.isInteger(index) || index < 0 || index >= length) return -1
  return ((code[index * 4] as number) & OPCODE_MASK) === OP.enter ? index : -1
}

/** Functions of the frames on the stack, from the inside out. */
function callers(cpu: Cpu, loaded: LoadedProgram): number[] {
  const { memory } = cpu
  const found: number[] = []
  let fp = memory.i32[FP >> 2] as number
  for (let i = 0; i < 64; i++) {
    const at = (fp & 7) === 0 ? translate(memory, memory.active, fp, false) : -1
    if (at < 0) break
    fp = memory.i32[at >> 2] as number
    const index = ((memory.i32[(at >> 2) + 2] as number) - CODE_BASE) / INSTRUCTION_BYTES
    const owner = loaded.functionAt[index]
    if (owner === undefined || owner < 0) break
    found.push(owner)
  }
  return found
}

/** Generates code anew when a call that was taken to go to one function has gone to another. */
export function checkGuess(cpu: Cpu, loaded: LoadedProgram, tier: Tier, pc: number): void {
  if (tier.generated === null || tier.generated.guesses[pc] !== 1 || loaded.mixed[pc] !== 1) return
  tier.generated.guesses[pc] = 0
  compile(cpu, loaded, tier, [...tier.chosen])
}

/**
 * Makes a module in place of the one before, and marks where it can be entered. With the last generation nothing
 * becomes hot any more.
 */
function compile(cpu: Cpu, loaded: LoadedProgram, tier: Tier, chosen: readonly number[]): void {
  if (++tier.generations > GENERATIONS) {
    tier.heat.fill(Number.NEGATIVE_INFINITY)
    return
  }
  const generated = generate(loaded, chosen)
  tier.modules.clear()
  try {
    moduleFor(cpu, tier, generated)
  } catch {
    // A page may forbid it by its policy. The interpreter gives the same results.
    tier.isRefused = true
    return
  }
  tier.generated = generated
  tier.instances = new WeakMap()
  for (const index of chosen) tier.chosen.add(index)
  for (let pc = 0; pc < loaded.length; pc++)
    if ((generated.blocks[pc] as number) > 0) loaded.code[pc * 4] = (loaded.code[pc * 4] as number) | ENTRY
}

/**
 * The module for a memory of this size, which is a constant in it.
 * @throws when the host refuses to compile
 */
function moduleFor(cpu: Cpu, tier: Tier, generated: Generated): WebAssembly.Module {
  const pages = cpu.memory.u8.length / 65_536
  const known = tier.modules.get(pages)
  if (known !== undefined) return known
  const module = new WebAssembly.Module(generated.encode(pages) as Uint8Array<ArrayBuffer>)
  tier.modules.set(pages, module)
  return module
}

/** The generated functions, bound to a processor's memory. */
export function instanceFor(cpu: Cpu, loaded: LoadedProgram, tier: Tier): readonly (Enter | undefined)[] {
  const known = tier.instances.get(cpu)
  if (known !== undefined) return known
  const entries: (Enter | undefined)[] = []
  if (tier.generated !== null) {
    const { exports } = new WebAssembly.Instance(moduleFor(cpu, tier, tier.generated), {
      e: importsOf(cpu, loaded),
    })
    for (const index of tier.chosen) entries[index] = exports[`f${index}`] as Enter | undefined
  }
  tier.instances.set(cpu, entries)
  return entries
}

/** Where the frame behind an address of the active space lies now. */
function slotAt(memory: Memory, address: number): number {
  return memory.frameSlot[pteOf(memory, memory.active, address >>> 12) >>> 12] as number
}

function importsOf(cpu: Cpu, loaded: LoadedProgram) {
  const { memory } = cpu
  const { i32 } = memory
  const { code } = loaded
  return {
    m: memory.wasm,
    miss: (address: number, access: number) => {
      const size = access & (WRITES - 1)
      if (address < 0 || (address & 4095) + size > 4096) return -1
      const before = slotAt(memory, address)
      const place = translateActive(memory, address, (access & WRITES) !== 0)
      i32[MOVED >> 2] = slotAt(memory, address) === before ? 0 : 1
      return place
    },
    rare: (pc: number, fp: number, base: number) => {
      const at = pc << 2
      const word = code[at] as number
      const a = code[at + 1] as number
      const b = code[at + 2] as number
      if ((word & OPCODE_MASK) !== OP.intrinsic)
        return computeRare(cpu, word, base >> 2, a, b, code[at + 3] as number) ? 1 : 0
      cpu.base = base
      i32[PC >> 2] = pc
      i32[FP >> 2] = fp
      return callIntrinsic(cpu, a, b << 2, (word >>> ARGUMENT_SHIFT) & 255) ? 1 : 0
    },
  }
}
