/** What is known while one file is translated: the declarations in sight, the function being read, the object being made. */
import type { ObjectSymbol } from '../object'
import { type DiagnosticCode, report } from '../text/diagnostic'
import type { Hint } from '../text/mend'
import type { Preprocessor } from '../text/preprocessor'
import type { Name } from '../text/token'
import {
  type CleanupScope,
  type CSymbol,
  type CType,
  type N,
  type Node,
  SymbolKind,
  type VlaScope,
} from './syntax'
import type { Unit } from './unit'

export type Environment = {
  readonly pp: Preprocessor
  readonly unit: Unit
  /** By `Name.index`: the innermost declaration in sight of ordinary identifiers, and of struct, union and enum tags. */
  readonly symbols: (CSymbol | null)[]
  readonly tags: (CSymbol | null)[]
  depth: number
  /** Names with a declaration in an inner scope, innermost last; marks in `scopeMarks`. */
  readonly bound: Name[]
  readonly boundTags: Name[]
  readonly scopeMarks: number[]
  fn: FunctionState | null
  /** Locals made outside a function body (sizes of parameters' variable-length arrays), and their computations. */
  looseLocals: CSymbol[]
  vlaNodes: Node[]
  /** File-scope variables that become zeroed memory at the end unless they are defined. */
  readonly tentative: CSymbol[]
  /** Objects with static storage, for the debugger. */
  readonly globals: CSymbol[]
  /** Functions whose definition has been read. */
  readonly defined: Set<ObjectSymbol>
  readonly rare: RareMeanings
}

/** What operators do to operands of `__int128` and `long double`. */
export type WideMeanings = {
  /** A floating literal with the suffix `l`. */
  readonly literal: (env: Environment, text: string, at: number) => Node
  readonly binary: (env: Environment, kind: N, left: Node, right: Node, at: number) => Node
  readonly unary: (env: Environment, kind: N, operand: Node, at: number) => Node
  /** Whether a value is not zero, as an int. */
  readonly truth: (env: Environment, node: Node) => Node
  readonly convert: (env: Environment, node: Node, type: CType) => Node
  readonly assignment: (
    env: Environment,
    kind: N,
    left: Node,
    right: Node,
    postfix: boolean,
    at: number,
  ) => Node
}

/** What few programs need; it lies in the engine's other half. */
export type RareMeanings = {
  readonly wide: WideMeanings
  /** One value of a static initialiser as constants: objects that are const are replaced by what they hold. */
  readonly staticValues: (value: Node) => readonly Node[]
  /** The node of a builtin that is a function of the compiler's own, or null if the name is none. */
  readonly runtimeBuiltin: (env: Environment, text: string, list: Node[], at: number) => Node | null
  /** What a call of a function that gcc knows comes to without being made, or null. */
  readonly foldCall: (call: Node) => Node | null
}

/** What is known of the function whose body is being read. */
export type FunctionState = {
  readonly symbol: CSymbol
  readonly type: CType
  readonly locals: CSymbol[]
  readonly labels: Map<string, CSymbol>
  readonly gotos: Node[]
  /** Labels whose address is taken; a label's value is its position here, from 1. */
  readonly addressed: CSymbol[]
  /** Innermost block with variable-length arrays, and its depth. */
  vla: VlaScope | null
  vlaDepth: number
  /** Innermost variable with a cleanup; the one around the loop or switch that `break` leaves, and `continue` goes on in. */
  cleanup: CleanupScope | null
  breakCleanup: CleanupScope | null
  continueCleanup: CleanupScope | null
  /** The cleanup in force at each goto. */
  readonly gotoCleanups: Map<Node, CleanupScope>
  usesDynamicStack: boolean
  readonly switches: SwitchState[]
  loops: number
  functionName: CSymbol | null
}

export type SwitchState = {
  readonly type: CType
  readonly cases: Node[]
  hasDefault: boolean
  /** Values of its labels so far. */
  readonly ranges: { readonly first: bigint; readonly last: bigint }[]
  /** The block with variable-length arrays that the switch stands in. */
  readonly vla: VlaScope | null
}

/**
 * Adds a diagnostic; going on is up to the caller.
 * @param at a position of the source map
 * @param args what the sentence of the code is filled with
 * @param mendAt where to insert what the hint inserts, if not there
 */
export function complain(
  env: Environment,
  code: DiagnosticCode,
  at: number,
  args: readonly string[] = [],
  hint?: Hint,
  mendAt?: number,
): void {
  report(env.pp.reporter, code, at, args, hint, mendAt)
}

/** What an ordinary identifier means here. */
export function symbolOf(env: Environment, name: Name): CSymbol | null {
  return env.symbols[name.index] ?? null
}

/** What a tag (of a struct, union or enum) means here: tags are names apart from all others (C11 6.2.3). */
export function tagOf(env: Environment, name: Name): CSymbol | null {
  return env.tags[name.index] ?? null
}

/** Makes a symbol what its name means, without remembering what it meant before. */
export function setSymbol(env: Environment, name: Name, symbol: CSymbol): void {
  setAt(env.symbols, name, symbol)
}

function setAt(table: (CSymbol | null)[], name: Name, symbol: CSymbol): void {
  // filled up to the name, so that the table never becomes a sparse one
  while (table.length <= name.index) table.push(null)
  table[name.index] = symbol
}

/** Begins a scope: what is bound from here on is bound until its `closeScope`. */
export function openScope(env: Environment): void {
  env.depth++
  env.scopeMarks.push(env.bound.length, env.boundTags.length)
}

/** Ends a scope at a position: names mean again what they meant outside. */
export function closeScope(env: Environment, end: number): void {
  env.depth--
  const tagMark = env.scopeMarks.pop()!
  const mark = env.scopeMarks.pop()!
  while (env.bound.length > mark) {
    const name = env.bound.pop()!
    const symbol = env.symbols[name.index]!
    symbol.end = end
    env.symbols[name.index] = symbol.shadowed
  }
  while (env.boundTags.length > tagMark) {
    const name = env.boundTags.pop()!
    env.tags[name.index] = env.tags[name.index]!.shadowed
  }
}

/** Makes a symbol what its name means from here on. */
export function bind(env: Environment, name: Name, symbol: CSymbol): void {
  symbol.shadowed = symbolOf(env, name)
  setSymbol(env, name, symbol)
  env.bound.push(name)
}

/** The same for a tag. */
export function bindTag(env: Environment, name: Name, symbol: CSymbol): void {
  symbol.shadowed = tagOf(env, name)
  setAt(env.tags, name, symbol)
  env.boundTags.push(name)
}

/**
 * A symbol that nobody knows by name yet.
 * @param depth of the scope that it is declared in, 0 for a file's
 */
export function createSymbol(
  kind: SymbolKind,
  name: string,
  type: CType,
  at: number,
  depth: number,
): CSymbol {
  return {
    kind,
    name,
    type,
    at,
    depth,
    shadowed: null,
    link: null,
    isExtern: false,
    isInline: false,
    isRegister: false,
    isImplicit: false,
    isParameter: false,
    noReturn: false,
    noDiscard: false,
    deprecated: false,
    runs: 0,
    addressTaken: false,
    used: false,
    offset: 0,
    inMemory: false,
    align: 0,
    initial: null,
    value: 0,
    end: -1,
    label: -1,
    vlaScope: null,
    cleanup: null,
  }
}

/** An unnamed or named object of the current function. */
export function addLocal(env: Environment, name: string, type: CType, at: number): CSymbol {
  const symbol = createSymbol(SymbolKind.Variable, name, type, at, env.depth)
  if (env.fn === null) env.looseLocals.push(symbol)
  else env.fn.locals.push(symbol)
  return symbol
}

/** The declared name most like a misspelt one, or null: at most a third of its letters differ. */
export function closestName(env: Environment, text: string, wanted: (name: Name) => boolean): string | null {
  let best: string | null = null
  let least = Math.floor((text.length + 1) / 3) + 1
  for (const name of env.pp.names.all) {
    if (Math.abs(name.text.length - text.length) >= least || !wanted(name)) continue
    const distance = editDistance(text, name.text)
    if (distance < least && distance > 0) {
      best = name.text
      least = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  let older = previous
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, older[j - 2]! + 1)
      row.push(cost)
    }
    older = previous
    previous = row
  }
  return previous[b.length]!
}
