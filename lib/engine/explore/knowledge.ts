/**
 * Who knows of what others did (happens-before, C11 5.1.2.4): tasks, and the objects through which they let others know, each
 * one bit. What an operation does to that is a list of spreads, to be done in order.
 */
import type { Operation } from './model'

/** Whoever knows what is in `from`, knows it in `to` from now on; `replaces`: and nothing else there. */
export type Spread = { readonly from: bigint; readonly to: bigint; readonly replaces: boolean }

/** Gives each name a bit of its own: `task 3`, an object, a fence. */
export function knowers(): (name: string) => bigint {
  const numbers = new Map<string, number>()
  return (name) => {
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return 1n << BigInt(number)
  }
}

/** In the order in which they are to be done. */
export function spreadsOf(operation: Operation, bit: (name: string) => bigint, hasFences: boolean): Spread[] {
  const me = operation.task
  const own = bit(`task ${me}`)
  const spreads: Spread[] = []
  const spread = (from: bigint, to: bigint, replaces = false) => spreads.push({ from, to, replaces })
  const releasing = hasFences ? bit(`release fence ${me}`) : 0n
  const acquiring = hasFences ? bit(`acquire fence ${me}`) : 0n
  if (operation.joins !== null) spread(bit(`task ${operation.joins}`), own)
  if (operation.fence !== null && isAcquire(operation.fence)) spread(acquiring, own)
  if (operation.fence !== null && isRelease(operation.fence)) spread(own, releasing, true)
  for (const { object, offset, ordering } of operation.orders) {
    const whole = bit(`${object}+${offset}`)
    const shared = bit(`${object}+${offset} shared`)
    if (ordering === 'acquire' || ordering === 'acq_rel') spread(whole | shared, own)
    if (ordering === 'acquire shared') spread(whole, own)
    if (ordering === 'release' || ordering === 'acq_rel') spread(own, whole)
    if (ordering === 'release shared') spread(own, shared)
  }
  for (const access of operation.accesses) {
    if (access.order === null) continue
    const object = bit(`${access.object}+${access.offset}`)
    if (access.mode === 'read' || access.updates) {
      if (isAcquire(access.order)) spread(object, own)
      if (acquiring !== 0n) spread(object, acquiring)
    }
    if (access.mode === 'read') continue
    // An atomic store begins a new release sequence; an update goes on with the old one.
    spread(isRelease(access.order) ? own | releasing : releasing, object, !access.updates)
  }
  if (operation.spawns !== null) spread(own, bit(`task ${operation.spawns}`))
  return spreads
}

function isAcquire(order: string): boolean {
  return order === 'acquire' || order === 'acq_rel' || order === 'seq_cst'
}

function isRelease(order: string): boolean {
  return order === 'release' || order === 'acq_rel' || order === 'seq_cst'
}

/** Who knows of something after the spreads, given who knew of it, both as bits. */
export function spreadAll(known: bigint, spreads: readonly Spread[]): bigint {
  let who = known
  for (const { from, to, replaces } of spreads) {
    if ((who & from) !== 0n) who |= to
    else if (replaces) who &= ~to
  }
  return who
}
