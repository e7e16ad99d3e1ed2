/** What calls may know of a function that they call. */
import { isLongBlock, opcodeAt } from './instruction'
import type { LoadedProgram } from './load'
import { OP } from './opcode'

/** Index of the function's `ret`; -1 when there are more, or none. */
export function onlyReturn(loaded: LoadedProgram, start: number): number {
  let found = -1
  for (let pc = start; pc < endOf(loaded, start); pc++) {
    const opcode = opcodeAt(loaded, pc)
    if (opcode < OP.ret || opcode > OP.ret64) continue
    if (found >= 0) return -1
    found = pc
  }
  return found
}

/**
 * Is the header of its frame still what the caller has written when it returns in generated code? Its own stores leave
 * generated code when they would hit its frame (emit-memory.ts); what it calls must not store at all.
 */
export function isSealed(loaded: LoadedProgram, start: number): boolean {
  const seen = new Set<number>()
  const queue = [start]
  for (let i = 0; i < queue.length; i++) {
    const from = queue[i] as number
    for (let pc = from; pc < endOf(loaded, from); pc++) {
      const opcode = opcodeAt(loaded, pc)
      if (opcode === OP.callIndirect || writesUnguarded(loaded, pc)) return false
      if (i > 0 && writes(opcode)) return false
      if (opcode !== OP.call) continue
      const callee = loaded.code[pc * 4 + 1] as number
      if (!seen.has(callee)) queue.push(callee)
      seen.add(callee)
    }
  }
  return true
}

function endOf(loaded: LoadedProgram, start: number): number {
  return loaded.program.functions[loaded.functionAt[start] as number]?.end ?? start
}

function writes(opcode: number): boolean {
  const isStore = opcode >= OP.store8 && opcode <= OP.store64
  return (
    isStore || (opcode >= OP.storeG8 && opcode <= OP.storeG64) || opcode === OP.copy || opcode === OP.zero
  )
}

function writesUnguarded(loaded: LoadedProgram, pc: number): boolean {
  const opcode = opcodeAt(loaded, pc)
  const isAtomic = opcode >= OP.atomicExchange && opcode <= OP.atomicCas
  return isAtomic || opcode === OP.intrinsic || isLongBlock(loaded, pc)
}
