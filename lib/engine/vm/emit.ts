/** Generated code for each instruction, by its number. The interpreter is the reference; this says the same. */
import { TP } from './control'
import { emitCopy, emitZero } from './emit-block'
import {
  branchIf,
  emitDirectCall,
  emitRare,
  emitReturn,
  emitSystemCall,
  exit,
  exitIf,
  jumpTo,
} from './emit-control'
import { detourIf } from './emit-detour'
import { truncate } from './emit-helper'
import { emitIndirectCall } from './emit-indirect'
import {
  emitLoad,
  emitLoadGlobal,
  emitStore,
  emitStoreGlobal,
  LOADS,
  STORES,
  type Width,
} from './emit-memory'
import { type Emitter, FP_LOCAL, get, read, set, shiftOf, write } from './emit-slot'
import type { Instruction } from './instruction'
import { ARGUMENT_SHIFT, OPCODES, type OpcodeName, SIZE_SHIFT } from './opcode'
import { access, byte, const32, const64, F32, F64, I32, I64, indexed, type ValueType, W } from './wasm'

export type EmitInstruction = (e: Emitter, i: Instruction) => void

const table: Partial<Record<OpcodeName, EmitInstruction>> = {}

/** By opcode; what is not there is left to the interpreter. */
export function emitterOf(opcode: number): EmitInstruction {
  return BY_NUMBER[opcode] ?? exit
}

/** a = b op c */
function binary(name: string, type: ValueType, opcode: number, result: ValueType = type): void {
  table[name as OpcodeName] = (e, { a, b, c }) =>
    write(e, a, result, () => {
      read(e, b, type)
      read(e, c, type)
      byte(e.body, opcode)
    })
}

/** a = op b */
function unary(name: string, from: ValueType, to: ValueType, ...opcodes: readonly number[]): void {
  table[name as OpcodeName] = (e, { a, b }) =>
    write(e, a, to, () => {
      read(e, b, from)
      for (const opcode of opcodes) byte(e.body, opcode)
    })
}

function pushImmediate(e: Emitter, type: ValueType, value: number): void {
  if (type === I32) const32(e.body, value)
  else const64(e.body, value, value >> 31)
}

function defineIntegers(width: '32' | '64', type: typeof I32 | typeof I64, shift: number): void {
  // The 64-bit arithmetic, and comparisons, follow the 32-bit ones in the numbering of WebAssembly.
  const arithmetic = (opcode: number) => opcode + (width === '64' ? W.add64 - W.add32 : 0)
  const comparison = (opcode: number) => opcode + (width === '64' ? W.eq64 - W.eq32 : 0)
  const operations = { add: W.add32, sub: W.sub32, mul: W.mul32, and: W.and32, or: W.or32, xor: W.xor32 }
  for (const [name, opcode] of Object.entries(operations)) binary(name + width, type, arithmetic(opcode))
  const immediates = { addI: W.add32, mulI: W.mul32, andI: W.and32, orI: W.or32, xorI: W.xor32 }
  const shifts = { shl: W.shl32, shrS: W.shrS32, shrU: W.shrU32 }
  const shiftImmediates = { shlI: W.shl32, shrSI: W.shrS32, shrUI: W.shrU32 }
  for (const [name, opcode] of Object.entries({ ...immediates, ...shiftImmediates }))
    table[(name + width) as OpcodeName] = (e, { a, b, c }) =>
      write(e, a, type, () => {
        read(e, b, type)
        pushImmediate(e, type, c)
        byte(e.body, arithmetic(opcode))
      })
  for (const [name, opcode] of Object.entries(shifts))
    table[(name + width) as OpcodeName] = (e, { a, b, c }) =>
      write(e, a, type, () => {
        read(e, b, type)
        read(e, c, I32)
        if (shift > 0) byte(e.body, W.extendU)
        byte(e.body, arithmetic(opcode))
      })
  const relations = { eq: W.eq32, ne: W.ne32, ltS: W.ltS32, leS: W.leS32, ltU: W.ltU32, leU: W.leU32 }
  for (const [name, opcode] of Object.entries(relations)) binary(name + width, type, comparison(opcode), I32)
  defineBranches(width, type, comparison)
  const divisions = { divS: W.divS32, divU: W.divU32, remS: W.remS32, remU: W.remU32 }
  for (const [name, opcode] of Object.entries(divisions))
    defineDivision((name + width) as OpcodeName, type, arithmetic(opcode), name.endsWith('S'))
}

function defineBranches(width: string, type: ValueType, comparison: (opcode: number) => number): void {
  const relations = { Eq: W.eq32, Ne: W.ne32, LtS: W.ltS32, LeS: W.leS32, LtU: W.ltU32, LeU: W.leU32 }
  for (const [name, opcode] of Object.entries(relations))
    table[`b${name}${width}` as OpcodeName] = (e, { a, b, c }) =>
      branchIf(e, c, () => {
        read(e, a, type)
        read(e, b, type)
        byte(e.body, comparison(opcode))
      })
  const more = { GtS: W.gtS32, GeS: W.geS32, GtU: W.gtU32, GeU: W.geU32 }
  for (const [name, opcode] of Object.entries({ ...relations, ...more }))
    table[`b${name}I${width}` as OpcodeName] = (e, { a, b, c }) =>
      branchIf(e, c, () => {
        read(e, a, type)
        pushImmediate(e, type, b)
        byte(e.body, comparison(opcode))
      })
}

/** What traps on x86 is left to the interpreter: 0, and the smallest number by -1, of which WebAssembly gives a rest. */
function defineDivision(name: OpcodeName, type: ValueType, opcode: number, isSigned: boolean): void {
  const isWide = type === I64
  table[name] = (e, { a, b, c }) => {
    exitIf(e, () => {
      read(e, c, type)
      byte(e.body, isWide ? W.eqz64 : W.eqz32)
      if (!isSigned) return
      read(e, b, type)
      if (isWide) const64(e.body, 0, -0x8000_0000)
      else const32(e.body, -0x8000_0000)
      byte(e.body, isWide ? W.eq64 : W.eq32)
      read(e, c, type)
      pushImmediate(e, type, -1)
      byte(e.body, isWide ? W.eq64 : W.eq32)
      byte(e.body, W.and32)
      byte(e.body, W.or32)
    })
    write(e, a, type, () => {
      read(e, b, type)
      read(e, c, type)
      byte(e.body, opcode)
    })
  }
}

/** A result that is a NaN is made the one that x86 gives, from the operands' bits. */
function defineFloat(width: '32' | '64', type: ValueType, first: number): void {
  const isWide = type === F64
  const operations = { fadd: 0, fsub: 1, fmul: 2, fdiv: 3 }
  for (const [name, offset] of Object.entries(operations))
    table[(name + width) as OpcodeName] = (e, { a, b, c }) =>
      write(e, a, type, () => {
        const value = scratch(e, type)
        read(e, b, type)
        read(e, c, type)
        byte(e.body, first + offset)
        set(e, value)
        fixNan(e, type, value, () => {
          read(e, b, isWide ? I64 : I32)
          read(e, c, isWide ? I64 : I32)
          indexed(e.body, W.call, isWide ? e.helpers.nan64 : e.helpers.nan32)
        })
      })
  unary(`fneg${width}`, type, type, isWide ? W.negF64 : W.negF32)
  const base = isWide ? W.eqF64 - W.eqF32 : 0
  for (const [name, opcode] of Object.entries({ feq: W.eqF32, fne: W.neF32, flt: W.ltF32, fle: W.leF32 }))
    binary(name + width, type, opcode + base, I32)
}

/** Pushes `value`, or what `bits` pushes, as bits, if it is a NaN. */
function fixNan(e: Emitter, type: ValueType, value: number, bits: () => void): void {
  const isWide = type === F64
  get(e, value)
  get(e, value)
  byte(e.body, isWide ? W.neF64 : W.neF32)
  detourIf(
    e,
    () => {
      bits()
      byte(e.body, isWide ? W.f64OfBits : W.f32OfBits)
      set(e, value)
    },
    () => {},
    'nan',
  )
  get(e, value)
}

function scratch(e: Emitter, type: ValueType): number {
  return type === F64 ? e.locals.double : e.locals.float
}

function defineConversions(): void {
  unary('f64FromS32', I32, F64, W.f64FromS32)
  unary('f64FromU32', I32, F64, W.f64FromU32)
  unary('f64FromS64', I64, F64, W.f64FromS64)
  unary('f64FromU64', I64, F64, W.f64FromU64)
  unary('f32FromS32', I32, F32, W.f32FromS32)
  unary('f32FromU32', I32, F32, W.f32FromU32)
  unary('f32FromS64', I64, F32, W.f32FromS64)
  unary('f32FromU64', I64, F32, W.f32FromU64)
  const changed = (
    from: ValueType,
    to: ValueType,
    opcode: number,
    helper: 'widen' | 'narrow',
  ): EmitInstruction => {
    return (e, { a, b }) =>
      write(e, a, to, () => {
        const value = scratch(e, to)
        read(e, b, from)
        byte(e.body, opcode)
        set(e, value)
        fixNan(e, to, value, () => {
          read(e, b, from === F32 ? I32 : I64)
          indexed(e.body, W.call, e.helpers[helper])
        })
      })
  }
  table.f64FromF32 = changed(F32, F64, W.promote, 'widen')
  table.f32FromF64 = changed(F64, F32, W.demote, 'narrow')
  const whole = (from: ValueType, to: typeof I32 | typeof I64): EmitInstruction => {
    return (e, { a, b }) =>
      write(e, a, to, () => {
        read(e, b, from)
        if (from === F32) byte(e.body, W.promote)
        set(e, e.locals.double)
        truncate(e.body, to, e.locals.double)
      })
  }
  for (const [suffix, from] of [
    ['F32', F32],
    ['F64', F64],
  ] as const) {
    table[`s32From${suffix}`] = whole(from, I32)
    table[`s64From${suffix}`] = whole(from, I64)
    table[`u64From${suffix}`] = (e, { a, b }) =>
      write(e, a, I64, () => {
        read(e, b, from)
        if (from === F32) byte(e.body, W.promote)
        indexed(e.body, W.call, e.helpers.toUnsigned)
      })
  }
}

function defineMoves(): void {
  unary('mov32', I32, I32)
  unary('mov64', I64, I64)
  unary('sext8', I32, I32, W.extend8S)
  unary('sext16', I32, I32, W.extend16S)
  unary('sext32', I32, I64, W.extendS)
  unary('zext32', I32, I64, W.extendU)
  for (const [name, mask] of [
    ['zext8', 0xff],
    ['zext16', 0xffff],
  ] as const)
    table[name] = (e, { a, b }) =>
      write(e, a, I32, () => {
        read(e, b, I32)
        const32(e.body, mask)
        byte(e.body, W.and32)
      })
  for (const [name, type, isNot] of [
    ['neg32', I32, false],
    ['neg64', I64, false],
    ['not32', I32, true],
    ['not64', I64, true],
  ] as const)
    table[name] = (e, { a, b }) =>
      write(e, a, type, () => {
        pushImmediate(e, type, isNot ? -1 : 0)
        read(e, b, type)
        const opcode = isNot ? W.xor32 : W.sub32
        byte(e.body, type === I64 ? opcode + W.add64 - W.add32 : opcode)
      })
  table.li32 = (e, { a, b }) => write(e, a, I32, () => const32(e.body, b))
  table.li64 = (e, { a, b, c }) => write(e, a, I64, () => const64(e.body, b, c))
  table.fence = () => {}
}

function defineAddresses(): void {
  table.leaFrame = (e, { a, b }) =>
    write(e, a, I64, () => {
      get(e, FP_LOCAL)
      const32(e.body, b + shiftOf(e))
      byte(e.body, W.add32)
      byte(e.body, W.extendU)
    })
  table.leaTls = (e, { a, b }) =>
    write(e, a, I64, () => {
      const32(e.body, 0)
      access(e.body, W.load32U64, 2, TP)
      const64(e.body, b, b >> 31)
      byte(e.body, W.add64)
    })
  const scale = (e: Emitter, word: number) => {
    const size = (word >>> SIZE_SHIFT) & 15
    if (size === 1) return
    const64(e.body, 31 - Math.clz32(size), 0)
    byte(e.body, W.shl64)
  }
  table.leaIndex = (e, { word, a, b, c }) =>
    write(e, a, I64, () => {
      read(e, b, I64)
      read(e, c, I64)
      scale(e, word)
      byte(e.body, W.add64)
    })
  table.leaIndexS = (e, { word, a, b, c }) =>
    write(e, a, I64, () => {
      read(e, b, I64)
      read(e, c, I32)
      byte(e.body, W.extendS)
      scale(e, word)
      byte(e.body, W.add64)
    })
  table.leaGlobalS = (e, { word, a, b, c }) =>
    write(e, a, I64, () => {
      read(e, b, I32)
      byte(e.body, W.extendS)
      scale(e, word)
      const64(e.body, c, c >> 31)
      byte(e.body, W.add64)
    })
  table.alloca = (e, { a, b, c }) => {
    const difference = () => {
      read(e, c, I64)
      read(e, b, I64)
      byte(e.body, W.sub64)
      const64(e.body, -16, -1)
      byte(e.body, W.and64)
    }
    write(e, c, I64, difference)
    write(e, a, I64, () => read(e, c, I64))
  }
}

function defineMemory(): void {
  for (const [suffix, width] of Object.entries(LOADS) as [string, Width][]) {
    table[`load${suffix}` as OpcodeName] = (e, { a, b, c }) => emitLoad(e, width, a, b, c)
    table[`loadG${suffix}` as OpcodeName] = (e, { a, b }) => emitLoadGlobal(e, width, a, b)
  }
  for (const [suffix, width] of Object.entries(STORES) as [string, Width][]) {
    table[`store${suffix}` as OpcodeName] = (e, { a, b, c }) => emitStore(e, width, a, b, c)
    table[`storeG${suffix}` as OpcodeName] = (e, { a, b }) => emitStoreGlobal(e, width, a, b)
  }
  table.copy = (e, { a, b, c }) => emitCopy(e, a, b, c)
  table.zero = (e, { a, c }) => emitZero(e, a, c)
  const rare = ['intrinsic', 'atomicCas'] as const
  const atomics = ['Exchange', 'Add', 'And', 'Or', 'Xor', 'Nand'].map((name) => `atomic${name}` as OpcodeName)
  for (const name of [...rare, ...atomics]) table[name] = emitRare
}

function defineControl(): void {
  table.jump = (e, { a }) => jumpTo(e, a)
  table.call = (e, { word, a, b, c }) => emitDirectCall(e, a, b, (word >>> ARGUMENT_SHIFT) & 255, c)
  table.callIndirect = (e, { word, a, b, c }) => emitIndirectCall(e, a, b, (word >>> ARGUMENT_SHIFT) & 255, c)
  table.ret = (e) => emitReturn(e, null)
  table.ret64 = (e, { a }) => emitReturn(e, () => read(e, a, I64))
  table.ret32 = (e, { a }) =>
    emitReturn(e, () => {
      read(e, a, I32)
      byte(e.body, W.extendU)
    })
  table.getRv64 = (e, { a }) => write(e, a, I64, () => get(e, e.locals.rv))
  table.getRv32 = (e, { a }) =>
    write(e, a, I32, () => {
      get(e, e.locals.rv)
      byte(e.body, W.wrap)
    })
  table.sys = emitSystemCall
}

defineIntegers('32', I32, 0)
defineIntegers('64', I64, 1)
defineFloat('32', F32, W.addF32)
defineFloat('64', F64, W.addF64)
defineConversions()
defineMoves()
defineAddresses()
defineMemory()
defineControl()

const BY_NUMBER: readonly (EmitInstruction | undefined)[] = Object.keys(OPCODES).map(
  (name) => table[name as OpcodeName],
)
