/**
 * The reference processor: one instruction after the other, exact at every step. The case labels are the numbers of
 * opcode.ts written out, since only literals make a jump table (a test compares them with the table).
 *
 * Slots are word indexes from `base`, the frame's place in linear memory; it holds as long as the frame pointer stays
 * in its page, since the page was made the present's own when the frame was entered. load.ts has checked all operands.
 */

import { CODE_BASE } from './abi'
import { load, slotAddress, store } from './access'
import { FP, PC, RV, TLB, TLB_ENTRIES } from './control'
import { type Cpu, callIntrinsic, setFault } from './cpu'
import {
  codeIndex,
  enterFrame,
  type Frame,
  longJump,
  placeFrame,
  returnTo,
  setJump,
  translateFrame,
} from './jump'
import { type LoadedProgram, MASKED_PARAMETERS, noteTarget } from './load'
import { ARGUMENT_SHIFT, OP, SIZE_SHIFT, VISIBLE } from './opcode'
import { branch64, computeRare } from './rare'

export const Stop = { Fuel: 0, Visibles: 1, Before: 2, Line: 3, Syscall: 4, Fault: 5 } as const
export type Stop = (typeof Stop)[keyof typeof Stop]

/** Watch for a change of the source line, besides the bits of the first word that stop before an instruction. */
export const WATCH_LINE = 1 << 31

// Constants of the module, which the host folds, as it does not the fields of a table.
const CALL = OP.call
const LOAD8_S = OP.load8S
const RET = OP.ret
const RET64 = OP.ret64

/**
 * In line an access looks at its entry of the translation buffer. Of the address only the page and the bits that
 * alignment wants to be zero are compared with the tag, so a misaligned access never matches and takes the slow
 * way, as does an address whose upper half is not zero. An entry takes 8 words (`<< 3`); 4 words from its
 * beginning stands the addend.
 */
const MASK = TLB_ENTRIES - 1
const READ = TLB >> 2
const WRITE = READ + 2

/**
 * Runs from the registers on until `fuel` instructions are done, `visibles` visible operations are done, an
 * instruction has a bit of `watch`, or only the kernel can go on. Leaves what is left of both in `cpu`.
 */
export function interpret(
  cpu: Cpu,
  loaded: LoadedProgram,
  fuel: number,
  visibles: number,
  watch: number,
): Stop {
  const { i32 } = cpu.memory
  const { code, lines } = loaded
  let pc = i32[PC >> 2] as number
  let fp = i32[FP >> 2] as number
  const firstLine = lines[pc] as number
  const frame: Frame = { pc, fp, base: enterFrame(cpu, loaded, pc, fp) }
  let base = frame.base
  if (base < 0) return leave(cpu, pc, fp, fuel, visibles, Stop.Fault)
  const { journal } = cpu.memory
  if (journal !== null) journal.words(base, loaded.frameSizes[pc]! >> 2)
  for (;;) {
    if (fuel <= 0) return leave(cpu, pc, fp, 0, visibles, Stop.Fuel)
    const at = pc << 2
    const word = code[at]!
    if (watch !== 0) {
      if ((word & watch) !== 0) return leave(cpu, pc, fp, fuel, visibles, Stop.Before)
      if (watch < 0 && lines[pc] !== firstLine && lines[pc] !== 0)
        return leave(cpu, pc, fp, fuel, visibles, Stop.Line)
    }
    const a = code[at + 1]!
    const b = code[at + 2]!
    const c = code[at + 3]!
    pc++
    fuel--
    switch (word & 0xff) {
      case 1: // mov32
        i32[base + a] = i32[base + b]!
        break
      case 2: // add32
        i32[base + a] = i32[base + b]! + i32[base + c]!
        break
      case 3: // sub32
        i32[base + a] = i32[base + b]! - i32[base + c]!
        break
      case 4: // mul32
        i32[base + a] = Math.imul(i32[base + b]!, i32[base + c]!)
        break
      case 9: // and32
        i32[base + a] = i32[base + b]! & i32[base + c]!
        break
      case 10: // or32
        i32[base + a] = i32[base + b]! | i32[base + c]!
        break
      case 11: // xor32
        i32[base + a] = i32[base + b]! ^ i32[base + c]!
        break
      case 12: // shl32
        i32[base + a] = i32[base + b]! << i32[base + c]!
        break
      case 13: // shrS32
        i32[base + a] = i32[base + b]! >> i32[base + c]!
        break
      case 15: // addI32
        i32[base + a] = i32[base + b]! + c
        break
      case 16: // mulI32
        i32[base + a] = Math.imul(i32[base + b]!, c)
        break
      case 17: // andI32
        i32[base + a] = i32[base + b]! & c
        break
      case 19: // xorI32
        i32[base + a] = i32[base + b]! ^ c
        break
      case 20: // shlI32
        i32[base + a] = i32[base + b]! << c
        break
      case 21: // shrSI32
        i32[base + a] = i32[base + b]! >> c
        break
      case 22: // shrUI32
        i32[base + a] = i32[base + b]! >>> c
        break
      case 25: // eq32
        i32[base + a] = i32[base + b] === i32[base + c] ? 1 : 0
        break
      case 26: // ne32
        i32[base + a] = i32[base + b] !== i32[base + c] ? 1 : 0
        break
      case 27: // ltS32
        i32[base + a] = i32[base + b]! < i32[base + c]! ? 1 : 0
        break
      case 28: // leS32
        i32[base + a] = i32[base + b]! <= i32[base + c]! ? 1 : 0
        break
      case 31: // bEq32
        if (i32[base + a] === i32[base + b]) pc = c
        break
      case 32: // bNe32
        if (i32[base + a] !== i32[base + b]) pc = c
        break
      case 33: // bLtS32
        if (i32[base + a]! < i32[base + b]!) pc = c
        break
      case 34: // bLeS32
        if (i32[base + a]! <= i32[base + b]!) pc = c
        break
      case 35: // bLtU32
        if (i32[base + a]! >>> 0 < i32[base + b]! >>> 0) pc = c
        break
      case 36: // bLeU32
        if (i32[base + a]! >>> 0 <= i32[base + b]! >>> 0) pc = c
        break
      case 37: // bEqI32
        if (i32[base + a] === b) pc = c
        break
      case 38: // bNeI32
        if (i32[base + a] !== b) pc = c
        break
      case 39: // bLtSI32
        if (i32[base + a]! < b) pc = c
        break
      case 40: // bLeSI32
        if (i32[base + a]! <= b) pc = c
        break
      case 41: // bGtSI32
        if (i32[base + a]! > b) pc = c
        break
      case 42: // bGeSI32
        if (i32[base + a]! >= b) pc = c
        break
      case 43: // bLtUI32
        if (i32[base + a]! >>> 0 < b >>> 0) pc = c
        break
      case 44: // bLeUI32
        if (i32[base + a]! >>> 0 <= b >>> 0) pc = c
        break
      case 45: // bGtUI32
        if (i32[base + a]! >>> 0 > b >>> 0) pc = c
        break
      case 46: // bGeUI32
        if (i32[base + a]! >>> 0 >= b >>> 0) pc = c
        break
      case 77: // bEq64
        if (i32[base + a] === i32[base + b] && i32[base + a + 1] === i32[base + b + 1]) pc = c
        break
      case 78: // bNe64
        if (i32[base + a] !== i32[base + b] || i32[base + a + 1] !== i32[base + b + 1]) pc = c
        break
      case 83: // bEqI64
        if (i32[base + a] === b && i32[base + a + 1] === b >> 31) pc = c
        break
      case 84: // bNeI64
        if (i32[base + a] !== b || i32[base + a + 1] !== b >> 31) pc = c
        break
      case 79: // bLtS64
      case 80: // bLeS64
      case 81: // bLtU64
      case 82: // bLeU64
      case 85: // bLtSI64
      case 86: // bLeSI64
      case 87: // bGtSI64
      case 88: // bGeSI64
      case 89: // bLtUI64
      case 90: // bLeUI64
      case 91: // bGtUI64
      case 92: // bGeUI64
        if (branch64(i32, word & 0xff, base + a, base, b)) pc = c
        break
      case 47: {
        // mov64
        const high = i32[base + b + 1]!
        i32[base + a] = i32[base + b]!
        i32[base + a + 1] = high
        break
      }
      case 48: {
        // add64
        const x = i32[base + b]!
        const low = (x + i32[base + c]!) | 0
        const high = i32[base + b + 1]! + i32[base + c + 1]!
        i32[base + a] = low
        i32[base + a + 1] = low >>> 0 < x >>> 0 ? high + 1 : high
        break
      }
      case 49: {
        // sub64
        const x = i32[base + b]!
        const y = i32[base + c]!
        const high = i32[base + b + 1]! - i32[base + c + 1]!
        i32[base + a] = x - y
        i32[base + a + 1] = x >>> 0 < y >>> 0 ? high - 1 : high
        break
      }
      case 61: {
        // addI64
        const x = i32[base + b]!
        const low = (x + c) | 0
        const high = i32[base + b + 1]! + (c >> 31)
        i32[base + a] = low
        i32[base + a + 1] = low >>> 0 < x >>> 0 ? high + 1 : high
        break
      }
      case 111: // li32
        i32[base + a] = b
        break
      case 112: // li64
        i32[base + a] = b
        i32[base + a + 1] = c
        break
      case 113: // leaFrame
        i32[base + a] = fp + b
        i32[base + a + 1] = 0
        break
      case 115: {
        // leaIndexS
        const index = i32[base + c]! * ((word >>> SIZE_SHIFT) & 15)
        const x = i32[base + b]!
        const low = (x + index) | 0
        const high = i32[base + b + 1]! + Math.floor(index / 0x1_0000_0000)
        i32[base + a] = low
        i32[base + a + 1] = low >>> 0 < x >>> 0 ? high + 1 : high
        break
      }
      case 117: {
        // leaGlobalS
        const sum = i32[base + b]! * ((word >>> SIZE_SHIFT) & 15) + c
        i32[base + a] = sum
        i32[base + a + 1] = Math.floor(sum / 0x1_0000_0000)
        break
      }
      case 118: // sext8
        i32[base + a] = (i32[base + b]! << 24) >> 24
        break
      case 120: // zext8
        i32[base + a] = i32[base + b]! & 0xff
        break
      case 122: {
        // sext32
        const x = i32[base + b]!
        i32[base + a] = x
        i32[base + a + 1] = x >> 31
        break
      }
      case 123: // zext32
        i32[base + a] = i32[base + b]!
        i32[base + a + 1] = 0
        break
      case 140: // load8S
      case 141: {
        // load8U
        const x = i32[base + b]!
        const address = (x + c) | 0
        const entry = ((address >>> 12) & MASK) << 3
        let value: number
        if ((i32[base + b + 1]! | (x >> 31)) === 0 && i32[READ + entry] === (address & ~4095))
          value = cpu.memory.u8[address + i32[READ + entry + 4]!]!
        else if (load(cpu, slotAddress(cpu, base + b, c, false), 1)) value = cpu.low
        else return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        i32[base + a] = (word & 0xff) === LOAD8_S ? (value << 24) >> 24 : value
        break
      }
      case 144: {
        // load32
        const x = i32[base + b]!
        const address = (x + c) | 0
        const entry = ((address >>> 12) & MASK) << 3
        if ((i32[base + b + 1]! | (x >> 31)) === 0 && i32[READ + entry] === (address & ~4092))
          i32[base + a] = i32[(address + i32[READ + entry + 4]!) >> 2]!
        else if (load(cpu, slotAddress(cpu, base + b, c, false), 4)) i32[base + a] = cpu.low
        else return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 145: {
        // load64
        const x = i32[base + b]!
        const address = (x + c) | 0
        const entry = ((address >>> 12) & MASK) << 3
        if ((i32[base + b + 1]! | (x >> 31)) === 0 && i32[READ + entry] === (address & ~4088)) {
          const from = (address + i32[READ + entry + 4]!) >> 2
          const high = i32[from + 1]!
          i32[base + a] = i32[from]!
          i32[base + a + 1] = high
        } else if (load(cpu, slotAddress(cpu, base + b, c, false), 8)) {
          i32[base + a] = cpu.low
          i32[base + a + 1] = cpu.high
        } else return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 146: {
        // store8
        const x = i32[base + a]!
        const address = (x + c) | 0
        const entry = ((address >>> 12) & MASK) << 3
        if ((i32[base + a + 1]! | (x >> 31)) === 0 && i32[WRITE + entry] === (address & ~4095))
          cpu.memory.u8[address + i32[READ + entry + 4]!] = i32[base + b]!
        else if (!store(cpu, slotAddress(cpu, base + a, c, true), 1, i32[base + b]!, 0))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 148: {
        // store32
        const x = i32[base + a]!
        const address = (x + c) | 0
        const entry = ((address >>> 12) & MASK) << 3
        if ((i32[base + a + 1]! | (x >> 31)) === 0 && i32[WRITE + entry] === (address & ~4092))
          i32[(address + i32[READ + entry + 4]!) >> 2] = i32[base + b]!
        else if (!store(cpu, slotAddress(cpu, base + a, c, true), 4, i32[base + b]!, 0))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 149: {
        // store64
        const x = i32[base + a]!
        const address = (x + c) | 0
        const entry = ((address >>> 12) & MASK) << 3
        if ((i32[base + a + 1]! | (x >> 31)) === 0 && i32[WRITE + entry] === (address & ~4088)) {
          const to = (address + i32[READ + entry + 4]!) >> 2
          const high = i32[base + b + 1]!
          i32[to] = i32[base + b]!
          i32[to + 1] = high
        } else if (!store(cpu, slotAddress(cpu, base + a, c, true), 8, i32[base + b]!, i32[base + b + 1]!))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 154: {
        // loadG32
        const entry = ((b >>> 12) & MASK) << 3
        if (i32[READ + entry] === (b & ~4092)) i32[base + a] = i32[(b + i32[READ + entry + 4]!) >> 2]!
        else if (load(cpu, b >>> 0, 4)) i32[base + a] = cpu.low
        else return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 158: {
        // storeG32
        const entry = ((a >>> 12) & MASK) << 3
        if (i32[WRITE + entry] === (a & ~4092)) i32[(a + i32[READ + entry + 4]!) >> 2] = i32[base + b]!
        else if (!store(cpu, a >>> 0, 4, i32[base + b]!, 0))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 169: // fence
        break
      case 170: // jump
        pc = a
        break
      case 171: // call
      case 172: {
        // callIndirect
        const target = (word & 0xff) === CALL ? a : codeIndex(cpu, loaded, i32[base + a]!, i32[base + a + 1]!)
        const callee = target < 0 ? -1 : placeFrame(cpu, frame, base, fp, c, code[(target << 2) + 1]!)
        if (callee < 0) return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        if ((word & 0xff) !== CALL) noteTarget(loaded, pc - 1, target)
        const inner = frame.base
        if (journal !== null) journal.words(inner, code[(target << 2) + 1]! >> 2)
        i32[inner] = fp
        i32[inner + 1] = 0
        i32[inner + 2] = CODE_BASE + (pc << 4)
        i32[inner + 3] = 0
        const count = Math.min((word >>> ARGUMENT_SHIFT) & 255, code[(target << 2) + 3]!)
        const wide = code[(target << 2) + 2]!
        for (let i = 0; i < count; i++) {
          i32[inner + 4 + 2 * i] = i32[base + b + 2 * i]!
          if (i >= MASKED_PARAMETERS || ((wide >> i) & 1) === 1)
            i32[inner + 5 + 2 * i] = i32[base + b + 2 * i + 1]!
        }
        fp = callee
        base = inner
        pc = target + 1
        break
      }
      case 173: // enter
        if ((fp & 4095) + a > 4096) {
          setFault(cpu, 'fetch', fp, 0, false)
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        }
        break
      case 174: // ret
      case 175: // ret32
      case 176: {
        // ret64
        const kind = word & 0xff
        if (kind !== RET) {
          i32[RV >> 2] = i32[base + a]!
          i32[(RV >> 2) + 1] = kind === RET64 ? i32[base + a + 1]! : 0
        }
        if (!returnTo(cpu, loaded, frame, base)) return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        pc = frame.pc
        if (((frame.fp ^ fp) & ~4095) === 0) base += (frame.fp - fp) >> 2
        else base = translateFrame(cpu, frame.fp)
        fp = frame.fp
        if (base < 0) return leave(cpu, pc, fp, fuel, visibles, Stop.Fault)
        if (journal !== null) journal.words(base, loaded.frameSizes[pc]! >> 2)
        break
      }
      case 177: // getRv32
        i32[base + a] = i32[RV >> 2]!
        break
      case 178: // getRv64
        i32[base + a] = i32[RV >> 2]!
        i32[base + a + 1] = i32[(RV >> 2) + 1]!
        break
      case 180: // sys
        cpu.systemCall = a
        cpu.systemArguments = b << 2
        cpu.base = base << 2
        return leave(cpu, pc, fp, fuel, visibles, Stop.Syscall)
      case 181: {
        // intrinsic
        cpu.base = base << 2
        i32[PC >> 2] = pc - 1
        i32[FP >> 2] = fp
        if (!callIntrinsic(cpu, a, b << 2, (word >>> ARGUMENT_SHIFT) & 255))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        break
      }
      case 182: // setjmp
        if (!setJump(cpu, base + b, pc, fp, a << 2))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        i32[base + a] = 0
        break
      case 183: // longjmp
        if (!longJump(cpu, loaded, frame, base + a, i32[base + b]!))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
        pc = frame.pc
        fp = frame.fp
        base = frame.base
        break
      default:
        if (!computeRare(cpu, word, base, a, b, c))
          return leave(cpu, pc - 1, fp, fuel + 1, visibles, Stop.Fault)
    }
    if ((word & VISIBLE) !== 0 && --visibles <= 0) return leave(cpu, pc, fp, fuel, 0, Stop.Visibles)
  }
}

function leave(cpu: Cpu, pc: number, fp: number, fuel: number, visibles: number, stop: Stop): Stop {
  const { i32 } = cpu.memory
  i32[PC >> 2] = pc
  i32[FP >> 2] = fp
  cpu.fuelLeft = fuel
  cpu.visiblesLeft = visibles
  return stop
}
