/** A program that is being written: the dice, what is in scope, the lines so far, and what has been used how often. */
import { createDice, type Dice } from '../vm/random-program'
import type { Interval, Whole } from './whole'

export type Real = 'float' | 'double'

/** `level` is the precedence: 15 primary and postfix, 14 unary, 12 `*` … 4 `&&`, 3 `||`, 2 `?:`, 1 `=`, 0 comma. */
export type Expression = Interval & { readonly text: string; readonly level: number; readonly type: Whole }

export type RealExpression = { readonly text: string; readonly level: number; readonly type: Real }

/** How to write any expression: each part of the grammar needs the whole. */
export type Grammar = {
  readonly whole: (draft: Draft, depth: number) => Expression
  readonly real: (draft: Draft, depth: number) => RealExpression
}

/** A scalar, or an array of scalars when it has extents. */
export type Variable = {
  readonly name: string
  readonly type: Whole | Real
  /** One or two lengths; none for a scalar. A pointer to `n` elements has the extent n. */
  readonly extents: readonly number[]
  readonly isPointer?: boolean
  readonly isVolatile?: boolean
  /** May not be assigned: a constant, or the counter of a loop. */
  readonly isFixed: boolean
  /** Neither global nor pointed at: only the function itself can see it change. */
  readonly isPrivate: boolean
  /** Narrower than its type, when it is known. */
  readonly low?: bigint
  readonly high?: bigint
}

export type Field = {
  readonly name: string
  readonly type: Whole | Real | RecordType
  readonly extent: number
  /** Bits of a bit-field, else 0. */
  readonly width: number
}

export type RecordType = {
  readonly kind: 'struct' | 'union'
  readonly name: string
  readonly fields: readonly Field[]
}

/** A variable, or a pointer (`access` is `->`), to a struct. */
export type RecordVariable = { readonly name: string; readonly type: RecordType; readonly access: '.' | '->' }

export type FunctionInfo = {
  readonly name: string
  readonly result: Whole | Real
  readonly parameters: readonly (Whole | Real)[]
  /** Its first parameter is the depth to which it calls itself. */
  readonly isRecursive: boolean
}

export type Draft = {
  readonly dice: Dice
  readonly grammar: Grammar
  readonly used: Map<string, number>
  readonly lines: string[]
  indent: number
  names: number
  variables: Variable[]
  structs: RecordVariable[]
  readonly records: RecordType[]
  readonly functions: FunctionInfo[]
  /** Function-pointer tables: name and length; each entry is `int (*)(int, int)`. */
  readonly tables: { readonly name: string; readonly length: number }[]
  /** Strings that may be read: names of `char *` or arrays that end with a zero. */
  strings: string[]
  /** Within one full expression: variables read, and those changed, which may not be named again. */
  readonly touched: Set<string>
  readonly changed: Set<string>
  /** Calls that one more expression may hold. */
  calls: number
  /** How deep statements are nested. */
  nesting: number
  /** The function being written, so that it may call itself. */
  self: FunctionInfo | null
  loops: number
}

/** A construct's name, and what writes it with names that begin with `name`. */
export type Idiom = readonly [construct: string, write: (draft: Draft, name: string) => void]

/**
 * An empty program.
 * @param grammar how any expression is written, given here since the parts of the grammar need each other
 */
export function createDraft(seed: number, grammar: Grammar): Draft {
  const dice = createDice(seed + 1)
  // Neighbouring seeds begin alike.
  for (let i = 0; i < 8; i++) dice(2)
  return {
    dice,
    grammar,
    used: new Map(),
    lines: [],
    indent: 0,
    names: 0,
    variables: [],
    structs: [],
    records: [],
    functions: [],
    tables: [],
    strings: [],
    touched: new Set(),
    changed: new Set(),
    calls: 0,
    nesting: 0,
    self: null,
    loops: 0,
  }
}

/** Counts a construct, so that a test can ask whether all of them come. */
export function use(draft: Draft, construct: string): void {
  draft.used.set(construct, (draft.used.get(construct) ?? 0) + 1)
}

/** One of the items, of which there is at least one; each as likely. */
export function pick<T>(draft: Draft, items: readonly T[]): T {
  return items[draft.dice(items.length)] as T
}

/** True once in `times`. */
export function rarely(draft: Draft, times: number): boolean {
  return draft.dice(times) === 0
}

/** Picks by weight. */
export function weighted<T>(draft: Draft, items: readonly (readonly [number, T])[]): T {
  let at = draft.dice(items.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, item] of items) {
    if (at < weight) return item
    at -= weight
  }
  return (items[0] as readonly [number, T])[1]
}

/** Its text, in parentheses if it binds less than `level` (and sometimes anyhow). */
export function wrapped(
  draft: Draft,
  { text, level }: { text: string; level: number },
  least: number,
): string {
  return level < least || rarely(draft, 12) ? `(${text})` : text
}

/**
 * An expression from its text.
 * @param interval what its value is in; all of its type, if nothing better is known
 */
export function make(text: string, level: number, type: Whole, interval: Interval = type): Expression {
  return { text, level, type, low: interval.low, high: interval.high }
}

/** A name that the program does not have yet. */
export function fresh(draft: Draft, prefix: string): string {
  return `${prefix}${draft.names++}`
}

/** Writes a line at the present indentation. */
export function line(draft: Draft, text: string): void {
  draft.lines.push(`${'  '.repeat(draft.indent)}${text}`)
}

/** Lines between braces; what is declared in them is forgotten behind them. */
export function block(draft: Draft, head: string, body: () => void, tail = '}'): void {
  const { variables, structs, strings } = draft
  draft.variables = [...variables]
  draft.structs = [...structs]
  draft.strings = [...strings]
  line(draft, `${head}{`)
  draft.indent++
  draft.nesting++
  body()
  draft.nesting--
  draft.indent--
  line(draft, tail)
  draft.variables = variables
  draft.structs = structs
  draft.strings = strings
}

/** What is written between two points at which everything before has happened. */
export function fullExpression<T>(draft: Draft, calls: number, write: () => T): T {
  const { touched, changed } = draft
  const before = { touched: [...touched], changed: [...changed], calls: draft.calls }
  touched.clear()
  changed.clear()
  draft.calls = calls
  const result = write()
  touched.clear()
  changed.clear()
  for (const name of before.touched) touched.add(name)
  for (const name of before.changed) changed.add(name)
  draft.calls = before.calls
  return result
}

/** Writes what stands beside something that a call could change. */
export function withoutCalls<T>(draft: Draft, write: () => T): T {
  const { calls } = draft
  draft.calls = 0
  const result = write()
  draft.calls = calls
  return result
}
