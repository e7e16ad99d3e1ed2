/**
 * The scheduling policies: who of the ready tasks runs next, and for how long. Real-time tasks (sched_setscheduler)
 * come before all others under every policy, as on Linux. With a seed other than 0 slices have random lengths and
 * equals are served in random order now and then, so that over all seeds every interleaving happens.
 */

import type { PolicyName } from '../state/config'
import { draw, mix } from '../state/draw'
import { edit } from '../state/edit'
import { type Machine, type Task, taskAt } from '../state/machine'

/** Levels of the multi-level feedback queue; a slice is twice as long on each. */
const LEVELS = 4
/** Visible operations after which every task is lifted to the highest level again. */
const BOOST = 2000
/** ns that a task may run without a pause while others of lower rank wait; Linux throttles real-time tasks so, too. */
export const THROTTLE = 10_000_000

/** Of the ready tasks the one that a core should take; null: none may run on it. */
export function pickNext(machine: Machine, core: number): Task | null {
  const { ready, throttled } = machine.state
  let best: Task | null = null
  let highest = -Infinity
  let held: Task | null = null
  for (const index of ready) {
    const task = taskAt(machine, index)
    if (((task.affinity >> core) & 1) === 0) continue
    if (index === throttled) {
      held = task
      continue
    }
    const own = rank(machine, task)
    // Of equals the one that has waited longest: `ready` is a queue.
    if (best !== null && own <= highest) continue
    best = task
    highest = own
  }
  // Who has run too long goes on where nobody else could.
  best ??= held
  if (best === null) return null
  edit(machine, machine.state).throttled = null
  return hasJitter(machine, best) ? drawOfEquals(machine, core, best, held) : best
}

/** Mostly the one that has waited longest of those that rank as high, now and then another. @param held who may not */
function drawOfEquals(machine: Machine, core: number, best: Task, held: Task | null): Task {
  const equals = machine.state.ready
    .map((index) => taskAt(machine, index))
    .filter((task) => ((task.affinity >> core) & 1) !== 0 && (task !== held || task === best))
    .filter((task) => rank(machine, task) === rank(machine, best))
  if (equals.length === 1 || draw(machine) < 0.7) return best
  return equals[Math.floor(draw(machine) * equals.length)] ?? best
}

/** Higher runs first; equals take turns. */
function rank(machine: Machine, task: Task): number {
  const realtime = realtimeRank(task)
  if (realtime > 0) return 1e6 + realtime
  // Runs when nobody else would.
  if (isIdle(task)) return -1e18
  switch (machine.config.policy) {
    case 'priority':
      return -task.nice
    case 'mlfq':
      return -task.level
    case 'fair':
      return -task.vruntime
    default:
      return 0
  }
}

/**
 * SCHED_FIFO (1) and SCHED_RR (2) by their priority, 1 to 99, or by that of whoever waits for one of its mutexes
 * with priority inheritance; 0: not real-time.
 */
function realtimeRank(task: Task): number {
  const own = task.schedulingClass === 1 || task.schedulingClass === 2 ? task.realtimePriority : 0
  return Math.max(own, task.inherited ?? 0)
}

/** A ready task outranks the running one, so that it is to run at once. Only ranks that are given, not earned, count. */
export function isOutranked(machine: Machine, running: Task): boolean {
  if (machine.state.throttled !== null) return false
  const byNice = machine.config.policy === 'priority'
  for (const index of machine.state.ready) {
    const task = taskAt(machine, index)
    if (running.core !== null && !((task.affinity >> running.core) & 1)) continue
    const difference = realtimeRank(task) - realtimeRank(running)
    if (difference > 0 || (difference === 0 && isIdle(running) && !isIdle(task))) return true
    if (difference === 0 && byNice && task.nice < running.nice) return true
  }
  return false
}

/** SCHED_IDLE: sched(7). */
function isIdle({ schedulingClass }: Task): boolean {
  return schedulingClass === 5
}

/** Must a task whose slice is over let another one run? */
export function mustYield(machine: Machine, running: Task): boolean {
  const core = running.core ?? 0
  const { policy } = machine.config
  for (const index of machine.state.ready) {
    const task = taskAt(machine, index)
    if (!((task.affinity >> core) & 1)) continue
    if (
      policy === 'fair' &&
      isIdle(task) === isIdle(running) &&
      realtimeRank(task) === realtimeRank(running)
    ) {
      if (task.vruntime <= running.vruntime || hasJitter(machine, running)) return true
    } else if (rank(machine, task) >= rank(machine, running)) return true
  }
  return false
}

/** Visible operations of a task's next slice; Infinity: until it sleeps. */
export function drawQuantum(machine: Machine, task: Task): number {
  const { policy, quantum } = machine.config
  if (task.schedulingClass === 1 || (policy === 'fifo' && task.schedulingClass !== 2)) return Infinity
  const full = policy === 'mlfq' ? quantum << Math.min(task.level, LEVELS - 1) : quantum
  return hasJitter(machine, task) ? jitter(machine, full) : full
}

const TAKES_TURNS: ReadonlySet<PolicyName> = new Set(['rr', 'priority', 'mlfq', 'fair'])

/** Whether chance has a say: with seed 0 never, and under fifo or SCHED_FIFO there are no slices to draw. */
function hasJitter(machine: Machine, task: Task): boolean {
  return machine.config.seed !== 0 && TAKES_TURNS.has(machine.config.policy) && task.schedulingClass !== 1
}

/** Often the full slice, sometimes only an operation or two; a seed leans to one side or the other. */
function jitter(machine: Machine, full: number): number {
  const style = mix(machine.config.seed, 77) % 4
  const u = draw(machine)
  const even = () => 1 + Math.floor(draw(machine) * full)
  const few = (mean: number) => 1 + Math.floor(-mean * Math.log(1 - draw(machine)))
  if (style === 0) return u < 0.6 ? full : u < 0.8 ? even() : few(2)
  if (style === 1) return u < 0.3 ? full : u < 0.6 ? even() : few(3)
  if (style === 2) return u < 0.1 ? full : few(1)
  return u < 0.1 ? full : few(4)
}

/** Visible operations that a core does before the others get their turn: they run at the same time. */
export function drawPiece(machine: Machine): number {
  if (machine.config.seed === 0) return 1
  const u = draw(machine)
  return u < 0.5 ? 1 : 1 + Math.floor(-4 * Math.log(1 - draw(machine)))
}

/** A task has used its slice up: under mlfq it sinks a level; now and then all are lifted. */
export function noteExpiry(machine: Machine, task: Task): void {
  if (machine.config.policy !== 'mlfq') return
  edit(machine, task).level = Math.min(LEVELS - 1, task.level + 1)
}

/** Under mlfq, lifts every task to the highest level again when it is time, so that none starves below. */
export function boostLevels(machine: Machine): void {
  const { state, config } = machine
  if (config.policy !== 'mlfq' || state.visibles < state.boostAt) return
  edit(machine, state).boostAt = state.visibles + BOOST
  for (const index of state.live) edit(machine, taskAt(machine, index)).level = 0
}

/** A task that slept must not have saved up time: it begins where the one that has had least is, or up to 1 ms before. */
export function placeWoken(machine: Machine, task: Task): void {
  if (machine.config.policy !== 'fair') return
  let least = Infinity
  for (const index of machine.state.live) {
    const other = taskAt(machine, index)
    if (other !== task && (other.core !== null || machine.state.ready.includes(index)))
      least = Math.min(least, other.vruntime)
  }
  if (least !== Infinity) edit(machine, task).vruntime = Math.max(task.vruntime, least - 1_000_000)
}
