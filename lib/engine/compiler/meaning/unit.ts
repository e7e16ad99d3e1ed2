/** The object file while it is being made. */

import type { TypeInfo } from '../../vm/program'
import { createObjectSymbol, type FunctionCode, type GlobalVariable, type ObjectSymbol } from '../object'
import type { CType } from './syntax'

export type Enumerator = { readonly name: string; readonly value: number }

export type Unit = {
  readonly isLibrary: boolean
  readonly symbols: ObjectSymbol[]
  /** Symbols with external linkage by name (of all translation units of the object). */
  readonly external: Map<string, ObjectSymbol>
  /** String literals by their bytes. */
  readonly strings: Map<string, ObjectSymbol>
  readonly globals: GlobalVariable[]
  readonly types: TypeInfo[]
  readonly typeNumbers: Map<CType, number>
  /** What each enumeration consists of, for the debugger. */
  readonly enumerators: Map<CType, readonly Enumerator[]>
  readonly functions: FunctionCode[]
  /** Names of the system calls that it makes. */
  readonly calls: string[]
  /** Names of the compiler's own helper functions that are used (runtime-builtin.ts). */
  readonly runtime: Set<string>
}

/**
 * An object file with nothing in it.
 * @param isLibrary the C library's: its loads and stores are not visible
 */
export function createUnit(isLibrary: boolean): Unit {
  return {
    isLibrary,
    symbols: [],
    external: new Map(),
    strings: new Map(),
    globals: [],
    types: [],
    typeNumbers: new Map(),
    enumerators: new Map(),
    functions: [],
    calls: [],
    runtime: new Set(),
  }
}

/** The symbol with external linkage of this name. */
export function externalSymbol(unit: Unit, name: string, kind: ObjectSymbol['kind']): ObjectSymbol {
  const known = unit.external.get(name)
  if (known !== undefined) return known
  const symbol = createObjectSymbol(name, kind, true, unit.isLibrary)
  unit.external.set(name, symbol)
  unit.symbols.push(symbol)
  return symbol
}

/** A symbol that only this translation unit knows. */
export function internalSymbol(unit: Unit, name: string, kind: ObjectSymbol['kind']): ObjectSymbol {
  const symbol = createObjectSymbol(name, kind, false, unit.isLibrary)
  unit.symbols.push(symbol)
  return symbol
}

/** Read-only bytes (a string with its terminator), one object for equal ones of the same alignment. */
export function stringObject(unit: Unit, bytes: Uint8Array, align: number): ObjectSymbol {
  let key = `${align}:`
  for (let i = 0; i < bytes.length; i++) key += String.fromCharCode(bytes[i]!)
  const known = unit.strings.get(key)
  if (known !== undefined) return known
  const symbol = internalSymbol(unit, '', 'data')
  symbol.data = { size: bytes.length, align, readOnly: true, bytes, relocations: [] }
  unit.strings.set(key, symbol)
  return symbol
}
