/** The intrinsics in the order of their numbers (vm/abi.ts), for `createCpu`. */
import { INTRINSICS, type IntrinsicName } from '../vm/abi'
import { TP } from '../vm/control'
import { type Intrinsic, setResult } from '../vm/cpu'
import { PRINT_INTRINSICS } from './print'
import { RANGES } from './range'
import { STRING_INTRINSICS } from './string'

export type IntrinsicTable = Readonly<Partial<Record<IntrinsicName, Intrinsic>>>

const threadPointer: Intrinsic = (cpu) => {
  setResult(cpu, cpu.memory.i32[TP >> 2] as number, 0)
  return true
}

/** Stands for what `addIntrinsics` has not brought: no program that runs has its number. */
export const ABSENT: Intrinsic = () => {
  throw new Error('an intrinsic that is not loaded')
}

/** By number. */
export const LIBRARY_INTRINSICS: Intrinsic[] = INTRINSICS.map(() => ABSENT)
addIntrinsics({ ...STRING_INTRINSICS, ...PRINT_INTRINSICS, thread_pointer: threadPointer })

/**
 * Puts intrinsics where their numbers say, for all processors made from the list. Those that a table does not
 * name stay.
 */
export function addIntrinsics(table: IntrinsicTable): void {
  for (const [number, name] of INTRINSICS.entries()) {
    const intrinsic = table[name]
    if (intrinsic === undefined) continue
    LIBRARY_INTRINSICS[number] = intrinsic
    intrinsic.ranges = RANGES[name]
  }
}
