/** Random bytecode for the test that compares the two processors: all kinds of instructions, and what goes wrong in them. */
import { CODE_BASE } from './abi'
import { assemble } from './assemble'
import type { Program } from './program'
import { DATA } from './rig'

/** A small generator of numbers, so that a seed names a program. Gives a whole number below `below`. */
export type Dice = (below: number) => number

/** A xorshift generator of 32 bits: the same numbers for the same seed on every host. */
export function createDice(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * below)
  }
}

const FRAME = 256
/** The last slots have duties: pointer, loop counter, dynamic stack pointer. */
const POINTER = 232
const COUNTER = 240
const DYNAMIC = 248

const INTEGER = 'add sub mul and or xor shl shrS shrU eq ne ltS leS ltU leU divS divU remS remU'.split(' ')
const IMMEDIATE = 'addI mulI andI orI xorI'.split(' ')
const FLOAT = 'fadd fsub fmul fdiv feq fne flt fle'.split(' ')
const UNARY = (
  'mov32 mov64 neg32 neg64 not32 not64 sext8 sext16 zext8 zext16 sext32 zext32 fneg32 fneg64 f64FromF32 f32FromF64 ' +
  'f64FromS32 f64FromU32 f64FromS64 f64FromU64 f32FromS32 f32FromU32 f32FromS64 f32FromU64 s32FromF64 s64FromF64 ' +
  'u64FromF64 s32FromF32 s64FromF32 u64FromF32'
).split(' ')
const LOAD = '8S 8U 16S 16U 32 64'.split(' ')
const STORE = '8 16 32 64'.split(' ')
const ATOMIC = 'Exchange Add And Or Xor Nand Cas'.split(' ')
const BRANCH = 'Eq Ne LtS LeS LtU LeU'.split(' ')
const BRANCH_IMMEDIATE = 'EqI NeI LtSI LeSI GtSI GeSI LtUI LeUI GtUI GeUI'.split(' ')

/**
 * A program of `main` and three functions that call those behind them, themselves, and through pointers; and of small
 * functions that loops call.
 */
export function randomProgram(dice: Dice): Program {
  const lines: string[] = []
  for (const name of ['main', 'f0', 'f1', 'f2']) lines.push(...randomFunction(dice, name))
  for (const name of ['g0', 'g1', 'g2']) lines.push(...smallFunction(dice, name))
  return assemble(lines.join('\n'))
}

/** Few instructions and few slots, without a loop; the last one may call the others. */
function smallFunction(dice: Dice, name: string): string[] {
  const frame = pick(dice, [FRAME, FRAME + 64])
  const lines = [`function ${name} ${frame} ${pick(dice, [0, 0, 64])} ${dice(3)}`]
  if (dice(2) === 0)
    lines.push(`leaFrame ${DYNAMIC} ${pick(dice, [-64, 16, FRAME, FRAME + 64, FRAME + 128])}`)
  const few = [slot(dice), slot(dice), 16, 24]
  const any: Dice = (below) => (below === 27 ? (pick(dice, few) - 16) / 8 : dice(below))
  for (let i = dice(7); i >= 0; i--) {
    const [a, b] = [pick(dice, few), pick(dice, few)]
    const kind = dice(10)
    if (kind === 0) lines.push(`b${pick(dice, BRANCH)}32 ${a} ${b} out${name}`)
    else if (kind === 1) lines.push(`bLtSI32 ${a} 9 else${name}x${i}`, `ret64 ${b}`, `else${name}x${i}:`)
    else if (kind === 2 && name === 'g2') lines.push(callSmall(dice, a, 0, 2), `getRv64 ${b}`)
    else if (kind === 3) lines.push(`load64 ${a} ${DYNAMIC} ${8 * dice(4)}`)
    else if (kind === 4) lines.push(`store32 ${DYNAMIC} ${a} ${8 * dice(4)}`)
    else lines.push(...randomInstruction(any, 'main', `${name}s${i}`, 16))
  }
  return [
    ...lines,
    `out${name}:`,
    pick(dice, ['ret', `ret32 ${pick(dice, few)}`, `ret64 ${pick(dice, few)}`]),
  ]
}

function callSmall(dice: Dice, args: number, memory: number, count = 3): string {
  return `call g${dice(count)} ${args}/${2 + dice(2)} ${memory}`
}

/** Calls a small function through a pointer, which may change from round to round. */
function callSmallIndirect(dice: Dice, label: string, pointer: number, args: number): string[] {
  const call = `callIndirect ${pointer} ${args}/${2 + dice(2)} 64`
  const address = () => `li64 ${pointer} &g${dice(3)} 0`
  if (dice(2) === 0) return [address(), call]
  return [address(), `bGtSI32 ${COUNTER} ${dice(12)} go${label}`, address(), `go${label}:`, call]
}

function randomFunction(dice: Dice, name: string): string[] {
  const parameters = name === 'main' ? 0 : dice(4)
  const lines = [`function ${name} ${FRAME} 64 ${parameters}`, `leaFrame ${DYNAMIC} -64`]
  for (let i = 0; i < 12; i++) lines.push(constant(dice, 16 + 8 * (parameters + dice(27 - parameters))))
  for (let loop = 0; loop < 3; loop++) {
    lines.push(
      ...startOfWalk(dice),
      `li32 ${COUNTER} ${1 + dice(dice(4) === 0 ? 400 : 12)}`,
      ...(dice(3) === 0 ? [`jump next${loop}`] : []),
      `loop${loop}:`,
    )
    if (dice(2) === 0) lines.push(...plainRound(dice, String(loop)))
    else for (let i = dice(20); i >= 0; i--) lines.push(...randomInstruction(dice, name, `${loop}x${i}`))
    lines.push(
      `next${loop}:`,
      `addI32 ${COUNTER} ${COUNTER} -1`,
      `bGtSI32 ${COUNTER} 0 loop${loop}`,
      `end${loop}:`,
    )
  }
  if (name === 'main') lines.push('jump loop0')
  else if (dice(4) === 0) lines.push(...smash(dice, slot(dice)))
  return [...lines, pick(dice, ['ret', `ret32 ${slot(dice)}`, `ret64 ${slot(dice)}`])]
}

function pick<T>(dice: Dice, from: readonly T[]): T {
  return from[dice(from.length)] as T
}

function slot(dice: Dice): number {
  return 16 + 8 * dice(27)
}

function mark(dice: Dice): string {
  return dice(2) === 0 ? '!' : ''
}

function immediate(dice: Dice): number {
  return pick(dice, [0, 1, -1, 7, 255, -128, 65_535, 0x7fff_ffff, -0x8000_0000, dice(0x1_0000_0000) | 0])
}

function arithmetic(dice: Dice, width: string, a: number, b: number, c: number): string[] {
  const name = pick(dice, INTEGER)
  const line = `${name}${width} ${a} ${b} ${c}`
  const divides = name.startsWith('div') || name.startsWith('rem')
  return divides && dice(8) > 0 ? [`orI${width} ${c} ${c} 1`, line] : [line]
}

/** Numbers that are interesting as integers, floats or doubles; NaNs of both signs with payloads among them. */
function constant(dice: Dice, to: number): string {
  const low = pick(dice, [
    0,
    1,
    -1,
    dice(0x1_0000_0000) | 0,
    0x7f80_0001,
    0xffc0_1234 | 0,
    0x3fc0_0000,
    0x4b00_0001,
  ])
  const high = pick(dice, [
    0,
    -1,
    dice(0x1_0000_0000) | 0,
    0x3ff8_0000,
    0xc010_0000 | 0,
    0x7ff4_0001,
    0xfff8_0002 | 0,
    0x41e0_0000,
  ])
  return `li64 ${to} ${low} ${high}`
}

/** Into the data, below the frame, or into it. */
function startOfWalk(dice: Dice): string[] {
  if (dice(3) > 0) return pointerTo(dice, slot(dice))
  return [`leaFrame ${POINTER} ${dice(2) === 0 ? -dice(1200) : dice(FRAME)}`]
}

/** A round of a loop that calls nothing: few slots, some walks over memory, branches to its next round and its end. */
function plainRound(dice: Dice, loop: string): string[] {
  const lines: string[] = []
  const few = [slot(dice), slot(dice), slot(dice), slot(dice)]
  const any = (): Dice => (below) => (below === 27 && dice(4) > 0 ? (pick(dice, few) - 16) / 8 : dice(below))
  const walk = DATA + 4096 * dice(6) + dice(64)
  for (let i = dice(14); i >= 0; i--) {
    const [a, b] = [pick(dice, few), pick(dice, few)]
    const condition = `b${pick(dice, BRANCH_IMMEDIATE)}32 ${dice(2) === 0 ? COUNTER : a} ${dice(12)}`
    const kind = dice(14)
    if (kind === 0) lines.push(`${condition} next${loop}`)
    else if (kind === 12) lines.push(callSmall(dice, a, dice(9) === 0 ? 80 : 64), `getRv64 ${b}`)
    else if (kind === 13) lines.push(...callSmallIndirect(dice, `${loop}i${i}`, b, a), `getRv32 ${a}`)
    else if (kind === 1) lines.push(`${condition} ${dice(3) === 0 ? 'end' : 'later'}${loop}`)
    else if (kind === 2) lines.push(`${condition} else${loop}x${i}`, `jump later${loop}`, `else${loop}x${i}:`)
    else if (kind === 3)
      lines.push(
        `leaGlobalS.${pick(dice, [1, 4, 8])} ${b} ${COUNTER} ${walk}`,
        `load${pick(dice, LOAD)}${mark(dice)} ${a} ${b} ${dice(3)}`,
        `store${pick(dice, STORE)}${mark(dice)} ${b} ${pick(dice, few)} ${4 * dice(3)}`,
      )
    else if (kind === 4) lines.push(`addI64 ${POINTER} ${POINTER} ${pick(dice, [1, 4, 8, 400])}`)
    else if (kind === 5) lines.push(`load${pick(dice, LOAD)} ${a} ${POINTER} ${dice(16)}`)
    else lines.push(...randomInstruction(any(), 'main', `${loop}p${i}`, 16))
  }
  return [...lines, `later${loop}:`]
}

/** `kinds`: the first of them call nothing. */
function randomInstruction(dice: Dice, owner: string, label: string, kinds = 21): string[] {
  const width = pick(dice, ['32', '64'])
  const [a, b, c] = [slot(dice), slot(dice), slot(dice)]
  switch (kinds === 21 && dice(60) === 0 ? 19 : dice(kinds)) {
    case 0:
    case 1:
      return arithmetic(dice, width, a, b, c)
    case 2:
      return [`${pick(dice, IMMEDIATE)}${width} ${a} ${b} ${immediate(dice)}`]
    case 3:
      return [`${pick(dice, ['shlI', 'shrSI', 'shrUI'])}${width} ${a} ${b} ${dice(Number(width))}`]
    case 4:
      return [`${pick(dice, FLOAT)}${width} ${a} ${b} ${c}`]
    case 5:
      return [`${pick(dice, UNARY)} ${a} ${b}`]
    case 6:
      return [pick(dice, [constant(dice, a), `li32 ${a} ${immediate(dice)}`])]
    case 7:
      return [`b${pick(dice, BRANCH)}${width} ${a} ${b} l${label}`, `mov64 ${c} ${a}`, `l${label}:`]
    case 8:
      return [
        `b${pick(dice, BRANCH_IMMEDIATE)}${width} ${a} ${immediate(dice)} l${label}`,
        `add32 ${c} ${a} ${b}`,
        `l${label}:`,
      ]
    case 9:
      return [
        `lea${pick(dice, ['Index', 'IndexS'])}.${pick(dice, [1, 2, 4, 8])} ${a} ${b} ${c}`,
        `leaGlobalS.${pick(dice, [1, 2, 4, 8])} ${b} ${a} ${DATA}`,
        `leaTls ${c} ${dice(64)}`,
      ]
    case 10:
    case 11:
      return [...pointerTo(dice, b), `load${pick(dice, LOAD)}${mark(dice)} ${a} ${POINTER} ${dice(40) - 8}`]
    case 12:
    case 13:
      return [...pointerTo(dice, b), `store${pick(dice, STORE)}${mark(dice)} ${POINTER} ${a} ${dice(40) - 8}`]
    case 14:
      return [`loadG${pick(dice, LOAD)}${mark(dice)} ${a} ${DATA + dice(32_768)}`]
    case 15:
      return [`storeG${pick(dice, STORE)}${mark(dice)} ${DATA + dice(dice(20) === 0 ? 65_536 : 32_768)} ${a}`]
    case 16:
      return [...pointerTo(dice, b), blockOperation(dice, a)]
    case 17:
    case 18:
      return callSomething(dice, owner)
    case 19:
      return dice(5) === 0 ? misdeed(dice, a, b) : [constant(dice, a)]
    default:
      return [
        pick(dice, [
          `getRv32 ${a}`,
          `getRv64 ${a}`,
          `sys! getpid ${a}/1`,
          `intrinsic${mark(dice)} memcpy ${a}/2`,
          `fence${mark(dice)}`,
        ]),
      ]
  }
}

/** Mostly into the data, sometimes anywhere, sometimes into the frame. */
function pointerTo(dice: Dice, from: number): string[] {
  const kind = dice(dice(3) === 0 ? 30 : 400)
  if (kind === 0 && dice(4) === 0) return [`mov64 ${POINTER} ${from}`]
  if (kind < 3) return [`leaFrame ${POINTER} ${dice(FRAME)}`]
  if (kind < 8) return [`leaFrame ${POINTER} ${-16 - dice(48)}`]
  const mask = pick(dice, [0x7ff8, 0x7ffc, 0x7fff, 0xff8])
  return [`andI64 ${POINTER} ${from} ${mask}`, `addI64 ${POINTER} ${POINTER} ${DATA}`]
}

function blockOperation(dice: Dice, a: number): string {
  const size = pick(dice, [1, 2, 4, 8])
  const kind = dice(9)
  if (kind === 0) return `zero ${POINTER} 0 ${dice(dice(2) === 0 ? 70 : 5000)}`
  if (kind === 1) {
    const pair = pick(dice, [`${POINTER} ${POINTER}`, `${DYNAMIC} ${POINTER}`, `${POINTER} ${DYNAMIC}`])
    return `copy ${pair} ${dice(70)}`
  }
  return `atomic${pick(dice, ATOMIC)}.${size}${mark(dice)} ${a} ${POINTER} ${slot(dice)}`
}

function callSomething(dice: Dice, owner: string): string[] {
  const names = ['f0', 'f1', 'f2']
  const ahead = names.slice(owner === 'main' ? 0 : names.indexOf(owner) + 1)
  const memory = pick(dice, [64, 64, 80, 1000, -DYNAMIC])
  const args = `${slot(dice)}/${dice(4)} ${memory}`
  const grow = `alloca ${slot(dice)} ${POINTER} ${DYNAMIC}`
  if (dice(12) === 0) return [`li64 ${POINTER} ${dice(200)} 0`, grow]
  const target = dice(10) === 0 ? pick(dice, names) : pick(dice, ahead)
  if (target === undefined) return []
  if (dice(3) > 0) return [`call ${target} ${args}`]
  const address = dice(12) === 0 ? String(CODE_BASE + dice(4000)) : `&${target}`
  return [`li64 ${POINTER} ${address} 0`, `callIndirect ${POINTER} ${args}`]
}

/** What a broken program does: smashes its frame, jumps back to where it was. */
function misdeed(dice: Dice, a: number, b: number): string[] {
  const buffer = DATA + 0x4000 + 64 * dice(4)
  switch (dice(11)) {
    case 8:
    case 9:
    case 10:
      // Behind the back of whoever still knows what was in the slot.
      return [
        `mov64 ${b} ${a}`,
        `leaFrame ${POINTER} ${a + dice(3)}`,
        `store${pick(dice, STORE)} ${POINTER} ${DYNAMIC} 1`,
        `mov64 ${b} ${a}`,
      ]
    case 0:
      return [`leaFrame ${POINTER} ${8 * dice(2)}`, `store64 ${POINTER} ${a} 0`]
    case 1:
      return [
        `li64 ${b} ${CODE_BASE + 16 * dice(300)} 0`,
        `leaFrame ${POINTER} 8`,
        `store64 ${POINTER} ${b} 0`,
      ]
    case 2:
    case 3:
    case 4:
      return [`li64 ${POINTER} ${buffer} 0`, `setjmp ${a} ${POINTER}`]
    case 5:
      return [`li64 ${POINTER} ${buffer} 0`, `longjmp ${POINTER} ${a}`]
    case 6:
      return [`li64 ${DYNAMIC} ${immediate(dice)} ${dice(2)}`]
    default:
      return ['illegal']
  }
}

/** Overwrites the return address, or the saved frame pointer, with what might be one. */
function smash(dice: Dice, b: number): string[] {
  const value =
    dice(3) === 0 ? `leaFrame ${b} ${256 * (dice(4) - 1)}` : `li64 ${b} ${CODE_BASE + 16 * dice(300)} 0`
  return [
    value,
    `leaFrame ${POINTER} ${(value.startsWith('lea') ? 0 : 8) + pick(dice, [0, 256, 320, 336])}`,
    `store64 ${POINTER} ${b} 0`,
  ]
}
