/** futex: wait while a word has a value, wake those who wait. What the C library's own locks are made of. */

import { touchMemory } from '../memory/footprint'
import { readI32 } from '../memory/user-memory'
import { callInPhases, GO, type Outcome, type RowTable, type Timespec, wait } from '../state/call'
import { nanosecondsOf } from '../state/clock'
import { chosenWaiter } from '../state/draw'
import { ERRNO } from '../state/errno'
import type { Machine, Task, WaitKey } from '../state/machine'
import { enterPhase, KEY, sleepersOn, wakeTask } from '../state/wait-queue'
import { badObject, claim, objectKey } from './user-object'

const OPERATION = { wait: 0, wake: 1 } as const
const ASLEEP = 1
const WOKEN = 2
/** A wait without end, among the numbers that a call remembers. */
const NEVER = -1

export const FUTEX_CALLS = {
  /** (address, 0, expected, timespec * relative | 0) or (address, 1, how many) */
  futex: callInPhases({
    args: { word: 'object', operation: 'int', value: 'int', timeout: 'timespec' },
    choices: (machine, task, { word, operation, value }) => waysToWake(machine, task, word, operation, value),
    touches: (machine, task, { word }) => touchMemory(machine, task, word, 4, 'write'),
    phases: [
      {
        act(machine, task, { word, operation, value, timeout }) {
          const key = objectKey(machine, task, word, KEY.futex)
          const found = key !== null && claim(machine, task, word) ? readI32(machine, task, word) : null
          if (key === null || found === null) return badObject(machine, task, word)
          switch (operation & 127) {
            case OPERATION.wait:
              return found === value ? beginWait(machine, timeout) : -ERRNO.EAGAIN
            case OPERATION.wake:
              return wakeSome(machine, task, key, value)
            default:
              return -ERRNO.ENOSYS
          }
        },
      },
      {
        guard(machine, task, { word }, [until]) {
          const key = objectKey(machine, task, word, KEY.futex)
          if (key === null) return -ERRNO.EFAULT
          if (task.timedOut) return -ERRNO.ETIMEDOUT
          const reason = { call: 'futex', object: 'futex', task: null, address: word }
          return wait([key], reason, until === undefined || until === NEVER ? Infinity : until)
        },
        act: () => 0,
      },
      { guard: () => GO, act: () => 0 },
    ],
  }),
} satisfies RowTable

function beginWait(machine: Machine, timeout: Timespec | null): Outcome {
  const until = timeout === null ? NEVER : machine.state.now + nanosecondsOf(timeout)
  return Number.isNaN(until) ? -ERRNO.EINVAL : { phase: ASLEEP, data: [until] }
}

/** Who is woken when one is is left open by futex(2); of several at once the first ones are. */
function waysToWake(machine: Machine, task: Task, word: number, operation: number, count: number): number {
  if (task.pending || (operation & 127) !== OPERATION.wake || count !== 1) return 1
  const key = objectKey(machine, task, word, KEY.futex)
  return key === null ? 1 : asleepOn(machine, key).length || 1
}

function asleepOn(machine: Machine, key: WaitKey): Task[] {
  return sleepersOn(machine, key).filter((other) => other.pending?.phase === ASLEEP)
}

/** Moves sleepers into the phase in which they go on, whatever the word then holds, and says how many. */
function wakeSome(machine: Machine, task: Task, key: WaitKey, count: number): number {
  const asleep = asleepOn(machine, key)
  const first = count === 1 ? (chosenWaiter(machine, asleep.length) ?? 0) : 0
  const woken = asleep.slice(first, first + Math.max(0, count))
  for (const other of woken) {
    enterPhase(machine, other, WOKEN, [])
    wakeTask(machine, other, task)
  }
  return woken.length
}
