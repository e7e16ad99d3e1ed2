/** Whom and what the tasks of a deadlock wait for. */
import { nameAt } from '../kernel/figure/address-name'
import { nextOperation, waitAhead } from '../kernel/run/next-operation'
import { type Machine, type Task, taskAt } from '../kernel/state/machine'
import { type LostWakes, lostWakeOf } from './lost-wake'
import { type SourceLine, sourceLine } from './story'
import { streamLockAhead } from './stream-lock'

/** A task that waits for ever, and where. */
export type StuckTask = SourceLine & {
  readonly tid: number
  readonly name: string
  /** The call that it waits in, and the object that it waits for in the words of the source; null: it has none. */
  readonly call: string
  readonly object: string | null
  /** Who has it, or whose end it waits for; null: nobody in particular. */
  readonly waitsFor: number | null
  /** Where a wake-up was that came before it waited, for nobody, so that it has missed it; null: none did. */
  readonly missed: SourceLine | null
}

/** Of a machine in which no task can go on. @param lost wake-ups for nobody on the way there */
export function stuckTasks(machine: Machine, lost: LostWakes): StuckTask[] {
  return machine.state.live.flatMap((index) => {
    const task = taskAt(machine, index)
    const wait = waitAhead(machine, task)
    if (wait) return [{ ...stuckTask(machine, task, wait.reason), missed: lostWakeOf(task, lost) }]
    const next = nextOperation(machine, task)
    const stream = next && streamLockAhead(machine, task, next)
    if (!stream) return []
    const { address, holder } = stream
    return [
      stuckTask(machine, task, { call: 'flockfile', object: null, task: holder?.index ?? null, address }),
    ]
  })
}

function stuckTask(
  machine: Machine,
  task: Task,
  reason: {
    readonly call: string
    readonly object: string | null
    readonly task: number | null
    readonly address?: number
  },
): StuckTask {
  const { address, object, call } = reason
  return {
    tid: task.tid,
    name: task.name,
    ...sourceLine(machine, task),
    call,
    object: (address !== undefined && nameAt(machine, task, address)) || object,
    waitsFor: reason.task === null ? null : taskAt(machine, reason.task).tid,
    missed: null,
  }
}
