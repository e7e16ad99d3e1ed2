/**
 * `asm` statements in GNU's extended form: the few instructions that programs about concurrency use, as the C that they
 * come to. All else is refused by one sentence (`asm-form`).
 */
import { assign, assignOperation } from '../meaning/assignment'
import { atomicBuiltin } from '../meaning/atomic'
import { intConstant, numberConstant } from '../meaning/constant'
import { cast, convert, decay, isError, isLvalue } from '../meaning/conversion'
import {
  INT,
  isInteger,
  isPointer,
  LONG,
  pointerTo,
  typeName,
  UINT,
  ULONG,
  VOID_TYPE,
} from '../meaning/ctype'
import { addLocal, complain } from '../meaning/environment'
import { binary, unary } from '../meaning/operator'
import { address, dereference } from '../meaning/pointer'
import { callRuntime } from '../meaning/runtime-builtin'
import { type CType, createNode, N, type Node } from '../meaning/syntax'
import { T } from '../text/token'
import { accept, advance, describeToken, expect, fail, type Parser, require } from './parser'
import { parseStrings } from './postfix'

type Operand = {
  readonly name: string
  readonly constraint: string
  /** What an instruction reads and writes: a local that stands for a register, memory through a pointer, a constant. */
  readonly node: Node
  /** Where the register goes at the end; null for inputs and memory. */
  readonly result: Node | null
}

type Assembly = {
  readonly p: Parser
  readonly at: number
  readonly operands: Operand[]
  /** Expressions in the order of their evaluation. */
  readonly steps: Node[]
  /** Registers that the text names and no operand is. */
  readonly scratch: Map<string, Node>
  /** Whether the last result was zero. */
  readonly zero: Node
  isLocked: boolean
}

/** Reads the statement; the current token is its keyword. */
export function parseAsm(p: Parser): Node {
  const { at } = p.token
  advance(p)
  while (p.kind === T.Volatile || p.kind === T.Inline) advance(p)
  if (p.kind === T.Goto) return fail(p, 'asm-form', ['asm goto'])
  require(p, T.LeftParen)
  if (p.kind !== T.String) return fail(p, 'expected', ['string literal', describeToken(p)])
  const text = String.fromCharCode(...parseStrings(p).units)
  const zero = variable(addLocal(p, '', INT, at).type, at)
  zero.symbol = p.fn!.locals[p.fn!.locals.length - 1]!
  const assembly: Assembly = { p, at, operands: [], steps: [], scratch: new Map(), zero, isLocked: false }
  if (accept(p, T.Colon)) {
    readOperands(assembly, true)
    if (accept(p, T.Colon)) readOperands(assembly, false)
    if (accept(p, T.Colon)) while (p.kind === T.String || p.kind === T.Comma) advance(p)
  }
  require(p, T.RightParen)
  for (const line of text.split(/[;\n]/)) instruction(assembly, line.replace(/#.*/, '').trim())
  for (const { result, node } of assembly.operands)
    if (result !== null) assembly.steps.push(assign(p, result, cast(p, node, result.type, at), at))
  expect(p, T.Semicolon)
  return block(assembly)
}

function block({ steps, at }: Assembly): Node {
  const node = createNode(N.Block, VOID_TYPE, at, null, null)
  node.list = steps.map((step) => createNode(N.ExpressionStatement, VOID_TYPE, at, step, null))
  return node
}

function variable(type: CType, at: number): Node {
  return createNode(N.Variable, type, at, null, null)
}

/** A fresh local; what it begins with is the next step. */
function register({ p, at, steps }: Assembly, type: CType, value: Node | null): Node {
  const node = variable(type, at)
  node.symbol = addLocal(p, '', type, at)
  if (value !== null) steps.push(assign(p, node, value, at))
  return node
}

function readOperands(assembly: Assembly, isOutput: boolean): void {
  const { p } = assembly
  while (p.kind === T.String || p.kind === T.LeftBracket) {
    let name = ''
    if (accept(p, T.LeftBracket)) {
      name = p.token.name?.text ?? ''
      advance(p)
      require(p, T.RightBracket)
    }
    const constraint = String.fromCharCode(...parseStrings(p).units)
    require(p, T.LeftParen)
    const node = p.rules.expression(p)
    require(p, T.RightParen)
    if (!isError(node)) addOperand(assembly, name, constraint, node, isOutput)
    if (!accept(p, T.Comma)) return
  }
}

function addOperand(
  assembly: Assembly,
  name: string,
  constraint: string,
  node: Node,
  isOutput: boolean,
): void {
  const { p, at, operands } = assembly
  const letters = constraint.replace(/[=+&%]/g, '')
  if (isOutput && !isLvalue(node)) {
    complain(p, 'not-lvalue', node.at, ['asm output'])
    return
  }
  const push = (place: Node, result: Node | null) => operands.push({ name, constraint, node: place, result })
  const tied = /^\d+$/.test(letters) ? operands[Number(letters)] : undefined
  if (tied !== undefined) {
    assembly.steps.push(assign(p, tied.node, cast(p, node, tied.node.type, at), at))
    push(tied.node, null)
    return
  }
  if (isMemory(letters) && isLvalue(node)) {
    const pointer = address(p, node, at)
    push(dereference(p, register(assembly, pointer.type.plain, pointer), at), null)
    return
  }
  const value = decay(p, node)
  if (!isOutput && value.kind === N.Constant && /[in]/.test(letters)) push(value, null)
  else if (!isInteger(value.type) && !isPointer(value.type)) refuse(assembly, typeName(value.type))
  else
    push(
      register(assembly, value.type.plain, isOutput && !constraint.includes('+') ? null : value),
      isOutput ? node : null,
    )
}

/** In memory only: `m`, but not `rm`, which gcc may put into a register as well. */
const isMemory = (letters: string): boolean => /[mQVo]/.test(letters) && !/[rqabcdSDg]/.test(letters)

function refuse({ p, at }: Assembly, what: string): null {
  complain(p, 'asm-form', at, [what])
  return null
}

const FENCES = new Set(['mfence', 'lfence', 'sfence'])
const NOTHING = new Set(['', 'nop', 'pause', 'cld'])
/** `mov` and the like: the kind of operation on destination and source. */
const TWO: Readonly<Record<string, N>> = {
  add: N.Add,
  sub: N.Sub,
  and: N.BitAnd,
  or: N.BitOr,
  xor: N.BitXor,
  imul: N.Mul,
  shl: N.ShiftLeft,
  sal: N.ShiftLeft,
  shr: N.ShiftRight,
  sar: N.ShiftRight,
}
/** The atomic builtins of those that `lock` may stand before. */
const LOCKED: Readonly<Record<string, string>> = { add: 'add', sub: 'sub', and: 'and', or: 'or', xor: 'xor' }

function instruction(assembly: Assembly, line: string): void {
  const [first = '', ...rest] = line.split(/\s+/)
  if (first === 'lock' || first === 'rep' || first === 'repz') {
    assembly.isLocked ||= first === 'lock'
    instruction(assembly, rest.join(' '))
    return
  }
  if (line === '') return
  const operands = splitOperands(rest.join(' ')).map((text) => operandOf(assembly, text))
  if (operands.includes(null)) {
    refuse(assembly, line)
    return
  }
  if (!execute(assembly, first, operands as Node[])) refuse(assembly, line)
  assembly.isLocked = false
}

function splitOperands(text: string): string[] {
  return text === '' ? [] : text.split(/,(?![^(]*\))/).map((part) => part.trim())
}

/** Carries one instruction out; false if it is none of the known. */
function execute(assembly: Assembly, word: string, list: readonly Node[]): boolean {
  const { p, at, steps } = assembly
  if (NOTHING.has(word)) return true
  if (FENCES.has(word)) return steps.push(createNode(N.Fence, VOID_TYPE, at, null, null)) > 0
  if (word === 'rdtsc') return readClock(assembly)
  if (word === 'sete' || word === 'setz' || word === 'setne' || word === 'setnz')
    return setFlag(assembly, word, list)
  const [source, target] = list
  const name =
    /^(cmpxchg|xchg|xadd|mov|add|sub|and|or|xor|imul|shl|sal|shr|sar|inc|dec|neg|not|cmp|test)[bwlq]?$/.exec(
      word,
    )?.[1]
  if (name === undefined || source === undefined) return false
  if (list.length === 1) return changeOne(assembly, name, source)
  if (target === undefined || list.length > 2) return false
  if (name === 'xchg') return exchange(assembly, source, target)
  if (name === 'xadd') return exchangeAdd(assembly, source, target)
  if (name === 'cmpxchg') return compareExchange(assembly, source, target)
  if (name === 'cmp' || name === 'test') {
    const value = binary(p, name === 'cmp' ? N.Sub : N.BitAnd, target, convert(source, target.type), at)
    return steps.push(isZeroStep(assembly, value)) > 0
  }
  if (name === 'mov') return steps.push(assign(p, target, cast(p, source, target.type, at), at)) > 0
  return change(assembly, name, target, source)
}

/** `inc`, `dec`, `neg`, `not`, and a shift by one. */
function changeOne(assembly: Assembly, name: string, target: Node): boolean {
  const { p, at, steps } = assembly
  const one = intConstant(1, at)
  if (name === 'inc') return change(assembly, 'add', target, one)
  if (name === 'dec') return change(assembly, 'sub', target, one)
  if (name === 'neg' || name === 'not') {
    const value = unary(p, name === 'neg' ? N.Negate : N.BitNot, target, at)
    return steps.push(assign(p, target, cast(p, value, target.type, at), at)) > 0
  }
  return /^s[ha][lr]$/.test(name) && change(assembly, name, target, one)
}

function change(assembly: Assembly, name: string, target: Node, source: Node): boolean {
  const { p, at, steps } = assembly
  const kind = TWO[name]
  if (kind === undefined || (assembly.isLocked && LOCKED[name] === undefined)) return false
  if (assembly.isLocked) {
    const value = atomic(assembly, `${LOCKED[name]}_and_fetch`, target, source)
    return value !== null && steps.push(isZeroStep(assembly, value)) > 0
  }
  const isLogical = name === 'shr'
  const left = isLogical ? cast(p, target, target.type.size === 8 ? ULONG : UINT, at) : target
  if (isLogical)
    steps.push(assign(p, target, cast(p, binary(p, kind, left, source, at), target.type, at), at))
  else steps.push(assignOperation(p, kind, target, source, at))
  return steps.push(isZeroStep(assembly, target)) > 0
}

function isZeroStep({ p, at, zero }: Assembly, value: Node): Node {
  return assign(p, zero, binary(p, N.Equal, value, numberConstant(LONG, 0, at), at), at)
}

function setFlag({ p, at, zero, steps }: Assembly, word: string, [target]: readonly Node[]): boolean {
  if (target === undefined) return false
  const value = word.startsWith('setn') ? binary(p, N.Equal, zero, intConstant(0, at), at) : zero
  return steps.push(assign(p, target, value, at)) > 0
}

/** One of the `__sync_` builtins on a memory operand; null if it is none. */
function atomic({ p, at }: Assembly, name: string, target: Node, ...values: readonly Node[]): Node | null {
  if (target.kind !== N.Deref) return null
  return atomicBuiltin(
    p,
    `__sync_${name}`,
    [target.left!, ...values.map((value) => convert(value, target.type))],
    at,
  )
}

/** `xchg` with memory is atomic without `lock`. */
function exchange(assembly: Assembly, a: Node, b: Node): boolean {
  const { p, at, steps } = assembly
  const [memory, other] = a.kind === N.Deref ? [a, b] : [b, a]
  if (other.kind === N.Deref || other.kind === N.Constant) return false
  if (memory.kind !== N.Deref) {
    const kept = register(assembly, memory.type, memory)
    steps.push(assign(p, memory, cast(p, other, memory.type, at), at))
    return steps.push(assign(p, other, cast(p, kept, other.type, at), at)) > 0
  }
  const old = atomic(assembly, 'lock_test_and_set', memory, other)
  return old !== null && steps.push(assign(p, other, cast(p, old, other.type, at), at)) > 0
}

function exchangeAdd(assembly: Assembly, source: Node, target: Node): boolean {
  const { p, at, steps } = assembly
  const sum = binary(p, N.Add, target, source, at)
  const old = assembly.isLocked
    ? atomic(assembly, 'fetch_and_add', target, source)
    : register(assembly, target.type.plain, target)
  if (old === null || source.kind === N.Constant) return false
  if (!assembly.isLocked) steps.push(assign(p, target, cast(p, sum, target.type, at), at))
  return steps.push(assign(p, source, cast(p, old, source.type, at), at)) > 0
}

/** `cmpxchg new, memory`: the accumulator holds what is expected, and gets what was found. */
function compareExchange(assembly: Assembly, source: Node, target: Node): boolean {
  const { p, at, steps } = assembly
  const accumulator = registerOf(assembly, 'a')
  const swapped = atomic(assembly, 'val_compare_and_swap', target, accumulator, source)
  if (swapped === null) return false
  const found = register(assembly, target.type.plain, swapped)
  steps.push(assign(p, assembly.zero, binary(p, N.Equal, found, convert(accumulator, found.type), at), at))
  return steps.push(assign(p, accumulator, cast(p, found, accumulator.type, at), at)) > 0
}

/** Nanoseconds since the start stand for cycles. */
function readClock(assembly: Assembly): boolean {
  const { p, at, steps } = assembly
  const now = register(assembly, LONG, callRuntime(p, '__rt_cycles', LONG, [], [], at))
  const whole = assembly.operands.find(({ constraint }) => constraint === '=A')
  if (whole !== undefined) return steps.push(assign(p, whole.node, now, at)) > 0
  steps.push(assign(p, registerOf(assembly, 'a'), cast(p, now, UINT, at), at))
  const high = binary(p, N.ShiftRight, now, intConstant(32, at), at)
  return steps.push(assign(p, registerOf(assembly, 'd'), high, at)) > 0
}

/** The operand in a certain register, else a local for it. */
function registerOf(assembly: Assembly, letter: string): Node {
  const own = assembly.operands.find(({ constraint }) => constraint.replace(/[=+&]/g, '') === letter)
  if (own !== undefined) return own.node
  const known = assembly.scratch.get(letter) ?? register(assembly, LONG, null)
  assembly.scratch.set(letter, known)
  return known
}

const FAMILIES: Readonly<Record<string, string>> = { ax: 'a', bx: 'b', cx: 'c', dx: 'd', si: 'S', di: 'D' }

/** `%0`, `%[name]`, `$1`, `%%eax`, `(%1)`; null if it is none of these. */
function operandOf(assembly: Assembly, text: string): Node | null {
  const { p, at } = assembly
  const number = /^%[bwkqhc]?(\d)$/.exec(text)
  if (number !== null) return assembly.operands[Number(number[1])]?.node ?? null
  const named = /^%[bwkqhc]?\[(\w+)\]$/.exec(text)
  if (named !== null) return assembly.operands.find(({ name }) => name === named[1])?.node ?? null
  if (/^\$-?(0x[0-9a-f]+|\d+)$/i.test(text)) return numberConstant(INT, Number(text.slice(1)), at)
  const hardware = /^%%[re]?([abcd]x|[sd]i)$|^%%([abcd])l$/.exec(text)
  if (hardware !== null) return registerOf(assembly, FAMILIES[hardware[1] ?? ''] ?? hardware[2]!)
  const through = /^\((%.+)\)$/.exec(text)
  const pointer = through === null ? null : operandOf(assembly, through[1]!)
  if (pointer === null) return null
  return dereference(p, isPointer(pointer.type) ? pointer : cast(p, pointer, pointerTo(INT), at), at)
}
