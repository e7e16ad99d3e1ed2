/** What every system call handler has in common. */
import type { Machine, Task } from './machine'

/**
 * A handler: arguments as signed 64-bit numbers, exact to 2^53; the result, a negated errno, BLOCK or one of its kin.
 * A handler that can block must, once nothing makes it sleep, return before its first effect when `machine.probing`.
 */
export type Handler = (machine: Machine, task: Task, args: readonly number[]) => number

export type HandlerTable = { readonly [name: string]: Handler }

/** Argument `i` as a signed 32-bit integer, as the kernel takes an `int`. */
export function int(args: readonly number[], i: number): number {
  return (args[i] ?? 0) | 0
}

/** Argument `i` as a signed 64-bit number. */
export function long(args: readonly number[], i: number): number {
  return args[i] ?? 0
}
