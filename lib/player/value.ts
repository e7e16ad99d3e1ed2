import type { Scope, TypeInfo } from '@/lib/engine'
import type { BinaryOperator, ExpressionProblem } from './expression'

/** Why it comes to nothing. `text` is the name, the operator or the address that it is about. */
export type WatchProblem =
  | ExpressionProblem
  | {
      readonly code:
        | 'no-frame'
        | 'unknown'
        | 'unset'
        | 'no-member'
        | 'no-pointer'
        | 'no-address'
        | 'unmapped'
        | 'operands'
        | 'zero'
      readonly text: string
    }

/** Of an integer: its bytes and whether it has a sign. */
export type Arithmetic = { readonly size: 4 | 8; readonly signed: boolean }
export type Value =
  /** Something that lies in memory. */
  | ({
      readonly kind: 'place'
      readonly type: TypeInfo
      readonly address: number
      readonly bit?: Bit
    } & Within)
  | { readonly kind: 'number'; readonly value: bigint; readonly as: Arithmetic }
  | { readonly kind: 'real'; readonly value: number }
  /** `to` is an index into the types of the scope. */
  | ({ readonly kind: 'pointer'; readonly to: number; readonly address: bigint } & Within)
/** `unset` is the variable, without a value yet, that a place lies in or a pointer was made from: the place has an address
 *  and a type, and nothing to show. */
export type Within = { readonly unset?: string }
export type Bit = { readonly offset: number; readonly width: number }

/** `onlyTypes`: what `sizeof` is of is not evaluated (C11 6.5.3.4): nothing is read, followed or divided. */
export type Where = Scope & { readonly onlyTypes?: true }

export class Failed extends Error {
  constructor(readonly problem: WatchProblem) {
    super(problem.code)
  }
}

export function fail(code: WatchProblem['code'], text = ''): never {
  throw new Failed({ code, text } as WatchProblem)
}

export const INT = { size: 4, signed: true } as const
export const LONG = { size: 8, signed: true } as const

export function wrapped(value: bigint, { size, signed }: Arithmetic): bigint {
  return signed ? BigInt.asIntN(size * 8, value) : BigInt.asUintN(size * 8, value)
}

export function integer(value: bigint, as: Arithmetic): Value {
  return { kind: 'number', value: wrapped(value, as), as }
}

export const truth = (is: boolean) => integer(is ? 1n : 0n, INT)

/** The usual arithmetic conversions (C11 6.3.1.8), of what has been promoted. */
export function common(a: Arithmetic, b: Arithmetic): Arithmetic {
  if (a.size === b.size) return { size: a.size, signed: a.signed && b.signed }
  return a.size > b.size ? a : b
}

export function ofIntegers(operator: BinaryOperator, a: bigint, b: bigint, as: Arithmetic): Value {
  const compared = comparison(operator, a, b)
  if (compared) return compared
  if ((operator === '/' || operator === '%') && b === 0n) return fail('zero', operator)
  switch (operator) {
    case '+':
      return integer(a + b, as)
    case '-':
      return integer(a - b, as)
    case '*':
      return integer(a * b, as)
    case '/':
      return integer(a / b, as)
    case '%':
      return integer(a % b, as)
    case '&':
      return integer(a & b, as)
    case '|':
      return integer(a | b, as)
    case '^':
      return integer(a ^ b, as)
    default:
      return fail('operands', operator)
  }
}

export function ofReals(operator: BinaryOperator, a: number, b: number): Value {
  const compared = comparison(operator, a, b)
  if (compared) return compared
  const value = { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[operator as '+' | '-' | '*' | '/']
  return value === undefined ? fail('operands', operator) : { kind: 'real', value }
}

/** Null for an operator that compares nothing. */
export function comparison<T extends bigint | number>(operator: BinaryOperator, a: T, b: T): Value | null {
  switch (operator) {
    case '==':
      return truth(a === b)
    case '!=':
      return truth(a !== b)
    case '<':
      return truth(a < b)
    case '>':
      return truth(a > b)
    case '<=':
      return truth(a <= b)
    case '>=':
      return truth(a >= b)
    default:
      return null
  }
}
