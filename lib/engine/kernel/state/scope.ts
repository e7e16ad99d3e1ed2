/** What the names of a program mean to a task: for whoever evaluates an expression as a debugger does. */
import type { Program, TypeInfo } from '../../vm/program'

/** A variable that a name stands for. */
export type ScopeVariable = {
  /** Index into the types of the scope. */
  readonly type: number
  readonly address: number
  /** False: no way to where the task stands writes it. */
  readonly isWritten: boolean
}

export type Scope = {
  readonly types: Program['types']
  /** By the innermost block of the task's own function, then of the program; null where no such name is known there. */
  readonly find: (name: string) => ScopeVariable | null
  /** An enumerator's value; null where there is none of that name. */
  readonly enumerator: (name: string) => number | null
  /** What is at an address, without a fault; null where nothing is mapped. */
  readonly read: (address: number, length: number) => Uint8Array | null
  /** As C would print it. @param bit of a bit-field: where it lies in the bytes */
  readonly format: (
    type: TypeInfo,
    bytes: Uint8Array,
    bit?: { readonly offset: number; readonly width: number },
  ) => string
}
