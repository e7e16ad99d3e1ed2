/**
 * What the compiler makes of its sources and the linker puts together: functions and data with their relocations.
 */
import type { TypeInfo, VariableInfo } from '../vm/program'

export type ObjectSymbol = {
  readonly name: string
  kind: 'function' | 'data' | 'tls'
  /** Visible to other objects. */
  global: boolean
  /** Named by the library's own code. */
  readonly isLibrary: boolean
  /** Position where it was first needed, for an undefined reference; and the file. */
  file: string
  line: number
  /** Named by code or data: an undefined one must be found. */
  referenced: boolean
  weak: boolean
  /** What it is another name of (`__attribute__((alias))`). */
  alias: ObjectSymbol | null
  code: FunctionCode | null
  data: DataImage | null
  /** Declared without initialiser at file scope: zeroed memory unless another definition is met. */
  tentative: boolean
}

/** A word of code or 8 bytes of data to be filled with a symbol's address plus `addend`. */
export type Relocation = { at: number; readonly symbol: ObjectSymbol; readonly addend: number }

export type FunctionCode = {
  readonly name: string
  readonly words: Int32Array
  /** Names of system calls, to which word a of `sys` points; shared by the functions of a unit. */
  readonly calls: readonly string[]
  /** Indexes of words, relative to the function. */
  readonly relocations: readonly Relocation[]
  readonly frameSize: number
  readonly memorySize: number
  readonly parameters: number
  readonly dynamicStackSlot: number
  /** Pairs (first instruction, line), relative. */
  readonly lines: Int32Array
  readonly file: string
  readonly isLibrary: boolean
  readonly returns: number
  readonly locals: readonly VariableInfo[]
  /** As `FunctionInfo.accesses`, instructions relative. */
  readonly accesses: Int32Array
  /** Run before main (`__attribute__((constructor))`). */
  readonly constructor: boolean
  /** Run at exit (`__attribute__((destructor))`). */
  readonly destructor: boolean
}

export type DataImage = {
  readonly size: number
  readonly align: number
  readonly readOnly: boolean
  /** Null: all zero. */
  readonly bytes: Uint8Array | null
  readonly relocations: readonly Relocation[]
}

/** A global or static local that a debugger shows. */
export type GlobalVariable = {
  readonly symbol: ObjectSymbol
  readonly name: string
  readonly type: number
  /** Name of the file that declares it. */
  readonly file: string
  readonly line: number
  readonly lastLine: number
}

export type ObjectFile = {
  readonly symbols: readonly ObjectSymbol[]
  readonly globals: readonly GlobalVariable[]
  readonly types: readonly TypeInfo[]
  readonly isLibrary: boolean
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

/** The next multiple of `align` that is not less. */
export const alignUp = (value: number, align: number): number => Math.ceil(value / align) * align

/**
 * A symbol that is not defined yet: its code or data is set where its definition is met.
 * @param global external linkage
 */
export function createObjectSymbol(
  name: string,
  kind: ObjectSymbol['kind'],
  global: boolean,
  isLibrary = false,
): ObjectSymbol {
  return {
    name,
    kind,
    global,
    isLibrary,
    file: '',
    line: 0,
    referenced: false,
    weak: false,
    alias: null,
    code: null,
    data: null,
    tentative: false,
  }
}
