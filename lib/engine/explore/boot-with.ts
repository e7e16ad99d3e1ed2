import type { PartialConfig } from '../kernel/state/config'
import type { Machine } from '../kernel/state/machine'
import type { Memory } from '../vm/frame'

/**
 * Makes the machine in its first state, the same each time, with what is asked of its configuration.
 * @param memory of a machine that is over; to use it again saves most of what a boot costs
 */
export type BootWith = (asked: PartialConfig, memory: Memory | null) => Machine
