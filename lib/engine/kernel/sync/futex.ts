/** futex: wait while a word has a value, wake those who wait. What the C library's own locks are made of. */

import { touchMemory } from '../memory/footprint'
import { readI32 } from '../memory/user-memory'
import { callInPhases, GO, type Outcome, type RowTable, type Timespec, wait } from '../state/call'
import { nanosecondsOf } from '../state/clock'
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

function wakeSome(machine: Machine, task: Task, key: WaitKey, count: number): number {
  const asleep = sleepersOn(machine, key).filter((other) => other.pending?.phase === ASLEEP)
  const woken = asleep.slice(0, Math.max(0, count))
  for (const other of woken) {
    enterPhase(machine, other, WOKEN, [])
    wakeTask(machine, other, task)
  }
  return woken.length
}
