/** The instructions that need no register of the processor but their slots, and are not worth a place in its loop. */
import { atomic, copy, load, slotAddress, store, zero } from './access'
import {
  divideSigned,
  divideUnsigned,
  lessSigned,
  lessUnsigned,
  multiply64,
  shiftLeft,
  shiftRightSigned,
  shiftRightUnsigned,
} from './arithmetic64'
import { TP } from './control'
import { type Cpu, setFault } from './cpu'
import {
  longToFloat,
  narrowNan,
  setLong,
  setNan32,
  setNan64,
  setUnsignedLong,
  toInt,
  unsignedLongToFloat,
  widenNan,
} from './float'
import { OP, SIZE_SHIFT } from './opcode'

/** Is the branch taken that compares 64-bit slots, or one with an immediate? `x` is a word index, `b` a raw operand. */
export function branch64(words: Int32Array, opcode: number, x: number, base: number, b: number): boolean {
  const low = words[x]!
  const high = words[x + 1]!
  const isImmediate = opcode >= OP.bLtSI64
  const yLow = isImmediate ? b : words[base + b]!
  const yHigh = isImmediate ? b >> 31 : words[base + b + 1]!
  switch (opcode) {
    case 79: // bLtS64
    case 85: // bLtSI64
      return lessSigned(low, high, yLow, yHigh)
    case 80: // bLeS64
    case 86: // bLeSI64
      return !lessSigned(yLow, yHigh, low, high)
    case 87: // bGtSI64
      return lessSigned(yLow, yHigh, low, high)
    case 88: // bGeSI64
      return !lessSigned(low, high, yLow, yHigh)
    case 81: // bLtU64
    case 89: // bLtUI64
      return lessUnsigned(low, high, yLow, yHigh)
    case 82: // bLeU64
    case 90: // bLeUI64
      return !lessUnsigned(yLow, yHigh, low, high)
    case 91: // bGtUI64
      return lessUnsigned(yLow, yHigh, low, high)
    default:
      return !lessUnsigned(low, high, yLow, yHigh)
  }
}

/** Runs one instruction of the kinds below. False: a fault was noted and nothing has changed. */
export function computeRare(cpu: Cpu, word: number, base: number, a: number, b: number, c: number): boolean {
  const opcode = word & 0xff
  if (opcode >= OP.load8S && opcode <= OP.fence) return accessMemory(cpu, word, base, a, b, c)
  if (opcode >= OP.f64FromF32 && opcode <= OP.u64FromF32) return convert(cpu, opcode, base + a, base + b)
  if (opcode >= OP.fadd32 && opcode <= OP.fle64)
    return computeFloat(cpu, opcode, base + a, base + b, base + c)
  if (opcode >= OP.mov64 && opcode <= OP.leU64) return compute64(cpu, opcode, base + a, base + b, base + c, c)
  return computeOther(cpu, word, base + a, base + b, base + c, b, c)
}

function compute64(cpu: Cpu, opcode: number, a: number, b: number, c: number, imm: number): boolean {
  const { i32 } = cpu.memory
  const low = i32[b]!
  const high = i32[b + 1]!
  switch (opcode) {
    case 50: // mul64
      multiply64(i32, a, b, i32[c]!, i32[c + 1]!)
      return true
    case 62: // mulI64
      multiply64(i32, a, b, imm, imm >> 31)
      return true
    case 51: // divS64
    case 53: // remS64
      return divideSigned(i32, a, b, c, opcode === OP.remS64) || setFault(cpu, 'divide', 0, 0, false)
    case 52: // divU64
    case 54: // remU64
      return divideUnsigned(i32, a, b, c, opcode === OP.remU64) || setFault(cpu, 'divide', 0, 0, false)
    case 55: // and64
      return set(i32, a, low & i32[c]!, high & i32[c + 1]!)
    case 63: // andI64
      return set(i32, a, low & imm, high & (imm >> 31))
    case 56: // or64
      return set(i32, a, low | i32[c]!, high | i32[c + 1]!)
    case 64: // orI64
      return set(i32, a, low | imm, high | (imm >> 31))
    case 57: // xor64
      return set(i32, a, low ^ i32[c]!, high ^ i32[c + 1]!)
    case 65: // xorI64
      return set(i32, a, low ^ imm, high ^ (imm >> 31))
    case 58: // shl64
      shiftLeft(i32, a, b, i32[c]!)
      return true
    case 66: // shlI64
      shiftLeft(i32, a, b, imm)
      return true
    case 59: // shrS64
      shiftRightSigned(i32, a, b, i32[c]!)
      return true
    case 67: // shrSI64
      shiftRightSigned(i32, a, b, imm)
      return true
    case 60: // shrU64
      shiftRightUnsigned(i32, a, b, i32[c]!)
      return true
    case 68: // shrUI64
      shiftRightUnsigned(i32, a, b, imm)
      return true
    case 69: // neg64
      return set(i32, a, -low, low === 0 ? -high : ~high)
    case 70: // not64
      return set(i32, a, ~low, ~high)
    case 71: // eq64
      return truth(i32, a, low === i32[c] && high === i32[c + 1])
    case 72: // ne64
      return truth(i32, a, low !== i32[c] || high !== i32[c + 1])
    case 73: // ltS64
      return truth(i32, a, lessSigned(low, high, i32[c]!, i32[c + 1]!))
    case 74: // leS64
      return truth(i32, a, !lessSigned(i32[c]!, i32[c + 1]!, low, high))
    case 75: // ltU64
      return truth(i32, a, lessUnsigned(low, high, i32[c]!, i32[c + 1]!))
    case 76: // leU64
      return truth(i32, a, !lessUnsigned(i32[c]!, i32[c + 1]!, low, high))
    default:
      return setFault(cpu, 'illegal', 0, 0, false)
  }
}

function set(words: Int32Array, a: number, low: number, high: number): true {
  words[a] = low
  words[a + 1] = high
  return true
}

function truth(words: Int32Array, a: number, isTrue: boolean): true {
  words[a] = isTrue ? 1 : 0
  return true
}

function computeFloat(cpu: Cpu, opcode: number, a: number, b: number, c: number): boolean {
  return opcode < OP.fadd64 ? computeFloat32(cpu, opcode, a, b, c) : computeFloat64(cpu, opcode, a, b, c)
}

function computeFloat32(cpu: Cpu, opcode: number, a: number, b: number, c: number): boolean {
  const { i32, f32 } = cpu.memory
  const x = f32[b]!
  const y = f32[c]!
  switch (opcode) {
    case 93: // fadd32
      return setFloat32(cpu, a, b, c, x + y)
    case 94: // fsub32
      return setFloat32(cpu, a, b, c, x - y)
    case 95: // fmul32
      return setFloat32(cpu, a, b, c, x * y)
    case 96: // fdiv32
      return setFloat32(cpu, a, b, c, x / y)
    case 97: // fneg32
      i32[a] = i32[b]! ^ 0x8000_0000
      return true
    case 98: // feq32
      return truth(i32, a, x === y)
    case 99: // fne32
      return truth(i32, a, x !== y)
    case 100: // flt32
      return truth(i32, a, x < y)
    default:
      return truth(i32, a, x <= y)
  }
}

function setFloat32(cpu: Cpu, a: number, b: number, c: number, value: number): true {
  const rounded = Math.fround(value)
  if (!Number.isNaN(rounded)) cpu.memory.f32[a] = rounded
  else setNan32(cpu.memory.i32, a, b, c)
  return true
}

function computeFloat64(cpu: Cpu, opcode: number, a: number, b: number, c: number): boolean {
  const { i32, f64 } = cpu.memory
  const x = f64[b >> 1]!
  const y = f64[c >> 1]!
  switch (opcode) {
    case 102: // fadd64
      return setFloat64(cpu, a, b, c, x + y)
    case 103: // fsub64
      return setFloat64(cpu, a, b, c, x - y)
    case 104: // fmul64
      return setFloat64(cpu, a, b, c, x * y)
    case 105: // fdiv64
      return setFloat64(cpu, a, b, c, x / y)
    case 106: // fneg64
      return set(i32, a, i32[b]!, i32[b + 1]! ^ 0x8000_0000)
    case 107: // feq64
      return truth(i32, a, x === y)
    case 108: // fne64
      return truth(i32, a, x !== y)
    case 109: // flt64
      return truth(i32, a, x < y)
    default:
      return truth(i32, a, x <= y)
  }
}

function setFloat64(cpu: Cpu, a: number, b: number, c: number, value: number): true {
  if (!Number.isNaN(value)) cpu.memory.f64[a >> 1] = value
  else setNan64(cpu.memory.i32, a, b, c)
  return true
}

function convert(cpu: Cpu, opcode: number, a: number, b: number): boolean {
  const { i32, f32, f64 } = cpu.memory
  const low = i32[b]!
  switch (opcode) {
    case 124: // f64FromF32
      if (!Number.isNaN(f32[b])) f64[a >> 1] = f32[b]!
      else widenNan(i32, a, b)
      return true
    case 125: // f32FromF64
      if (!Number.isNaN(f64[b >> 1])) f32[a] = f64[b >> 1]!
      else narrowNan(i32, a, b)
      return true
    case 126: // f64FromS32
      f64[a >> 1] = low
      return true
    case 127: // f64FromU32
      f64[a >> 1] = low >>> 0
      return true
    case 128: // f64FromS64
      f64[a >> 1] = i32[b + 1]! * 0x1_0000_0000 + (low >>> 0)
      return true
    case 129: // f64FromU64
      f64[a >> 1] = (i32[b + 1]! >>> 0) * 0x1_0000_0000 + (low >>> 0)
      return true
    case 130: // f32FromS32
      f32[a] = low
      return true
    case 131: // f32FromU32
      f32[a] = low >>> 0
      return true
    case 132: // f32FromS64
      f32[a] = longToFloat(low, i32[b + 1]!)
      return true
    case 133: // f32FromU64
      f32[a] = unsignedLongToFloat(low, i32[b + 1]!)
      return true
    case 134: // s32FromF64
      i32[a] = toInt(f64[b >> 1]!)
      return true
    case 135: // s64FromF64
      setLong(i32, a, f64[b >> 1]!)
      return true
    case 136: // u64FromF64
      setUnsignedLong(i32, a, f64[b >> 1]!)
      return true
    case 137: // s32FromF32
      i32[a] = toInt(f32[b]!)
      return true
    case 138: // s64FromF32
      setLong(i32, a, f32[b]!)
      return true
    default:
      setUnsignedLong(i32, a, f32[b]!)
      return true
  }
}

function accessMemory(cpu: Cpu, word: number, base: number, a: number, b: number, c: number): boolean {
  const { i32 } = cpu.memory
  switch (word & 0xff) {
    case 142: // load16S
      return loadTo(cpu, base + a, slotAddress(cpu, base + b, c, false), 2, 16)
    case 143: // load16U
      return loadTo(cpu, base + a, slotAddress(cpu, base + b, c, false), 2, 0)
    case 147: // store16
      return store(cpu, slotAddress(cpu, base + a, c, true), 2, i32[base + b]!, 0)
    case 150: // loadG8S
      return loadTo(cpu, base + a, b >>> 0, 1, 24)
    case 151: // loadG8U
      return loadTo(cpu, base + a, b >>> 0, 1, 0)
    case 152: // loadG16S
      return loadTo(cpu, base + a, b >>> 0, 2, 16)
    case 153: // loadG16U
      return loadTo(cpu, base + a, b >>> 0, 2, 0)
    case 155: // loadG64
      return load(cpu, b >>> 0, 8) && set(i32, base + a, cpu.low, cpu.high)
    case 156: // storeG8
      return store(cpu, a >>> 0, 1, i32[base + b]!, 0)
    case 157: // storeG16
      return store(cpu, a >>> 0, 2, i32[base + b]!, 0)
    case 159: // storeG64
      return store(cpu, a >>> 0, 8, i32[base + b]!, i32[base + b + 1]!)
    case 160: // copy
      return copy(cpu, base + a, base + b, c)
    case 161: // zero
      return zero(cpu, base + a, c)
    default:
      return atomic(cpu, word, base + a, base + b, base + c)
  }
}

/** Loads a narrow word into a slot; `shift` says how far to shift for its sign, 0 for none. */
function loadTo(cpu: Cpu, a: number, address: number, size: number, shift: number): boolean {
  if (!load(cpu, address, size)) return false
  cpu.memory.i32[a] = (cpu.low << shift) >> shift
  return true
}

function computeOther(
  cpu: Cpu,
  word: number,
  a: number,
  b: number,
  c: number,
  rawB: number,
  imm: number,
): boolean {
  const { i32 } = cpu.memory
  const x = i32[b]!
  switch (word & 0xff) {
    case 5: // divS32
    case 7: {
      // remS32
      const y = i32[c]!
      if (y === 0 || (y === -1 && x === -0x8000_0000)) return setFault(cpu, 'divide', 0, 0, false)
      i32[a] = (word & 0xff) === OP.divS32 ? x / y : x % y
      return true
    }
    case 6: // divU32
    case 8: {
      // remU32
      const y = i32[c]! >>> 0
      if (y === 0) return setFault(cpu, 'divide', 0, 0, false)
      i32[a] = (word & 0xff) === OP.divU32 ? (x >>> 0) / y : (x >>> 0) % y
      return true
    }
    case 14: // shrU32
      i32[a] = x >>> i32[c]!
      return true
    case 18: // orI32
      i32[a] = x | imm
      return true
    case 23: // neg32
      i32[a] = -x
      return true
    case 24: // not32
      i32[a] = ~x
      return true
    case 29: // ltU32
      return truth(i32, a, x >>> 0 < i32[c]! >>> 0)
    case 30: // leU32
      return truth(i32, a, x >>> 0 <= i32[c]! >>> 0)
    case 119: // sext16
      i32[a] = (x << 16) >> 16
      return true
    case 121: // zext16
      i32[a] = x & 0xffff
      return true
    case 114: // leaTls
      return add(i32, a, i32[TP >> 2]!, 0, rawB, rawB >> 31)
    case 116: {
      // leaIndex
      const high = i32[b + 1]!
      // The product may overwrite b, which has been read.
      multiply64(i32, a, c, (word >>> SIZE_SHIFT) & 15, 0)
      return add(i32, a, x, high, i32[a]!, i32[a + 1]!)
    }
    case 179: {
      // alloca
      const low = (i32[c]! - x) & ~15
      const borrow = i32[c]! >>> 0 < x >>> 0 ? 1 : 0
      const high = i32[c + 1]! - i32[b + 1]! - borrow
      set(i32, c, low, high)
      return set(i32, a, low, high)
    }
    default:
      return setFault(cpu, 'illegal', 0, 0, false)
  }
}

function add(words: Int32Array, a: number, xLow: number, xHigh: number, yLow: number, yHigh: number): true {
  const low = (xLow + yLow) | 0
  return set(words, a, low, xHigh + yHigh + (low >>> 0 < xLow >>> 0 ? 1 : 0))
}
