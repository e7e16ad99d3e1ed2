/** Nothing to do: everybody sleeps until a timer is due. */
import { sendTimerSignal } from '../signal/interval-timer'
import { postProcessSignal, SIGALRM } from '../signal/signal'
import { chargeSteps, fireTimers, nextTimer, type SendExpiry } from '../state/clock'
import { edit } from '../state/edit'
import type { Machine } from '../state/machine'
import { settleReady } from './run-queue'

/** Steps that a timer which wakes nobody costs: as long as it takes, in about the time of so many instructions. */
const IDLE_EXPIRY = 1000

/** An interval timer has run out. */
export const sendExpiry: SendExpiry = (machine, process, timer, times) => {
  if (process.state !== 'alive') return
  if (timer) sendTimerSignal(machine, process, timer, times)
  else
    postProcessSignal(machine, process, { signal: SIGALRM, code: 0x80, pid: 0, value: 0, address: 0 }, null)
}

/** The clock jumps to the next moment at which something happens, if nobody can run before. False: nothing ever will. */
export function skipTime(machine: Machine): boolean {
  const { state } = machine
  const busy = state.cores.some((core) => core.task !== null)
  if (state.ready.length > 0 || busy) return true
  const next = nextTimer(machine)
  if (next === Infinity) return false
  const draft = edit(machine, state)
  draft.now = Math.max(state.now, next)
  draft.nextTimer = next
  fireTimers(machine, sendExpiry)
  // A timer that wakes nobody can run out for ever: it uses up the budget too.
  settleReady(machine)
  chargeSteps(machine, state.ready.length > 0 ? 1 : IDLE_EXPIRY)
  return true
}
