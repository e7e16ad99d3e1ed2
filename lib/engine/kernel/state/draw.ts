/**
 * Every choice that Linux leaves open is drawn here: from the seed and from how many numbers were drawn before, so
 * that the same schedule draws the same numbers. Seed 0 draws nothing: callers then take the textbook's choice.
 */
import { edit } from './edit'
import type { Machine } from './machine'

/** Mixes two words into one in which every input bit matters (the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A number in [0, 1) for the scheduler. Replays do not use it, so its counter is not part of a schedule. */
export function draw(machine: Machine): number {
  return mix(machine.config.seed, edit(machine, machine.state).draws++) / 0x1_0000_0000
}

/**
 * Which of `count` waiters is served: whom somebody chose, else 0 (the one that waits longest) for seed 0, else one drawn.
 * Replays choose and draw the same.
 */
export function pickWaiter(machine: Machine, count: number): number {
  if (count <= 1) return 0
  const chosen = chosenWaiter(machine, count)
  if (chosen !== null) return chosen
  if (machine.config.seed === 0) return 0
  return mix(machine.config.seed ^ 0x5bd1e995, edit(machine, machine.state).picks++) % count
}

/** Which of `count` waiters somebody chose; null: nobody has chosen. */
export function chosenWaiter(machine: Machine, count: number): number | null {
  const { run } = machine.state
  if (count <= 1 || run === null || run.toWake === null) return null
  const chosen = run.toWake
  edit(machine, run).toWake = null
  return chosen < count ? chosen : 0
}
