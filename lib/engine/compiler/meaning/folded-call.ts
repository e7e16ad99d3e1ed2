/**
 * Calls that gcc replaces by their value, also without optimisation: of functions that it knows, with constants for
 * arguments. A program notices where it has a function of its own by that name, and in the value of a comparison.
 */
import { builtinType } from './builtin-function'
import { floatConstant, floatValue, intConstant, isZero, numberConstant, numberValue } from './constant'
import { hasSideEffects } from './conversion'
import { INT, isCompatible, LONG, ULONG } from './ctype'
import { createNode, N, type Node } from './syntax'

/** What a call comes to, or null. */
export function foldCall(call: Node): Node | null {
  const callee = call.left!
  const symbol = callee.kind === N.AddressOf ? callee.left!.symbol : null
  const builtin = symbol === null ? null : builtinType(symbol.name)
  if (symbol === null || builtin === null || !symbol.link!.global || !isCompatible(symbol.type, builtin))
    return null
  return FOLDS[symbol.name]?.(call.list!, call) ?? null
}

type Fold = (list: readonly Node[], call: Node) => Node | null

/** The bytes of a string literal with its terminator, or null. */
function literal(node: Node | undefined): Uint8Array | null {
  let n = node
  while (n?.kind === N.Convert) n = n.left!
  if (n?.kind !== N.AddressOf) return null
  const { symbol } = n.left!
  return symbol?.name === '' ? (symbol.link?.data?.bytes ?? null) : null
}

/** Of two byte sequences: -1, 0 or 1, as gcc folds it (the library gives the difference). */
function compare(a: Uint8Array, b: Uint8Array, limit: number, isText: boolean): number {
  for (let i = 0; i < limit; i++) {
    const [x = 0, y = 0] = [a[i], b[i]]
    if (x !== y) return x < y ? -1 : 1
    if (isText && x === 0) return 0
  }
  return 0
}

const comparison =
  (isText: boolean): Fold =>
  (list, call) => {
    const [a, b] = [literal(list[0]), literal(list[1])]
    const count = list[2]
    if (a === null || b === null || (count !== undefined && count.kind !== N.Constant)) return null
    const limit = count === undefined ? Number.POSITIVE_INFINITY : numberValue(count)
    if (!isText && limit > Math.min(a.length, b.length)) return null
    return intConstant(compare(a, b, limit, isText), call.at)
  }

/** The text of a literal before its terminator. */
function text(node: Node | undefined): number[] | null {
  const bytes = literal(node)
  return bytes === null ? null : [...bytes.subarray(0, bytes.indexOf(0))]
}

/** A count over two texts: how many of the first are (or are not) among the second. */
const span =
  (among: boolean): Fold =>
  (list, call) => {
    const [a, b] = [text(list[0]), text(list[1])]
    if (a === null || b === null) return null
    const end = a.findIndex((unit) => b.includes(unit) !== among)
    return numberConstant(ULONG, end < 0 ? a.length : end, call.at)
  }

/** An absolute value is an instruction of its own, whatever its argument. */
const absolute: Fold = ([value], call) => {
  if (value === undefined || hasSideEffects(value)) return null
  if (value.kind === N.Constant) {
    const number = numberValue(value)
    return number < 0 ? numberConstant(call.type, -number, call.at) : value
  }
  const type = call.type.size === 8 ? LONG : INT
  const isNegative = createNode(N.Less, INT, call.at, value, numberConstant(type, 0, call.at))
  const choice = createNode(
    N.Conditional,
    type,
    call.at,
    isNegative,
    createNode(N.Negate, type, call.at, value, null),
  )
  choice.third = value
  return choice
}

/** Of a function on numbers whose results are exact, or rounded as IEEE 754 says. */
const exact =
  (compute: (...numbers: number[]) => number): Fold =>
  (list, call) => {
    if (list.length === 0 || list.some((argument) => argument.kind !== N.Constant)) return null
    const value = compute(...list.map(floatValue))
    return Number.isNaN(value) ? null : floatConstant(call.type, value, call.at)
  }

const roundAway = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5)

const FOLDS: Readonly<Record<string, Fold>> = {
  strcmp: comparison(true),
  memcmp: comparison(false),
  strlen: ([first], call) => {
    const units = text(first)
    return units === null ? null : numberConstant(ULONG, units.length, call.at)
  },
  strspn: span(true),
  strcspn: span(false),
  abs: absolute,
  labs: absolute,
  fabs: exact(Math.abs),
  sqrt: exact(Math.sqrt),
  floor: exact(Math.floor),
  ceil: exact(Math.ceil),
  trunc: exact(Math.trunc),
  round: exact(roundAway),
  fmin: exact(Math.min),
  fmax: exact(Math.max),
  fmod: exact((x, y) => x % y),
  pow: (list, call) =>
    list[1]?.kind === N.Constant && isZero(list[1])
      ? floatConstant(call.type, 1, call.at)
      : exactPower(list, call),
}

/** Only powers that a double holds exactly: others depend on how they are computed. */
const exactPower: Fold = (list, call) => {
  const value = exact((x, y) => x ** y)(list, call)
  return value !== null && Number.isSafeInteger(floatValue(value)) ? value : null
}
