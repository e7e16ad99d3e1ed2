/** The intrinsics in the order of their numbers (vm/abi.ts), for `createCpu`. */
import { INTRINSICS, type IntrinsicName } from '../vm/abi'
import { TP } from '../vm/control'
import { type Intrinsic, setResult } from '../vm/cpu'
import { MATH_INTRINSICS } from './math/intrinsic'
import { NUMBER_INTRINSICS } from './number'
import { PRINT_INTRINSICS } from './print'
import { STRING_INTRINSICS } from './string'

const threadPointer: Intrinsic = (cpu) => {
  setResult(cpu, cpu.memory.i32[TP >> 2] as number, 0)
  return true
}

const BY_NAME: Readonly<Record<IntrinsicName, Intrinsic>> = {
  ...STRING_INTRINSICS,
  ...NUMBER_INTRINSICS,
  ...PRINT_INTRINSICS,
  ...MATH_INTRINSICS,
  thread_pointer: threadPointer,
}

export const LIBRARY_INTRINSICS: readonly Intrinsic[] = INTRINSICS.map((name) => BY_NAME[name])
