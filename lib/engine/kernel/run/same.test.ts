import { describe, expect, it } from 'vitest'
import { runFor } from '../../index'
import { bootNext, compiled } from '../../test-programs'
import type { Inode, Process, State, Task } from '../state/machine'
import { isSameInode, isSameProcess, isSameTask } from '../state/same'

/** Programs with threads, processes and files of every sort; each is looked at so often, after so many instructions more. */
const NAMES = ['ipc/pipeline.c', 'ipc/record_locks.c', 'process/fork_chain.c', 'ipc/sigwait_thread.c']
const [LOOKS, PAUSE] = [6, 150]

/** The fields in which a change is not noticed, over all records that the programs come to have. */
function missed<R extends object>(
  records: (state: State) => Iterable<R>,
  isSame: (a: R, b: R) => boolean,
): { missed: string[]; unlikeItself: number; seen: number } {
  const found = new Set<string>()
  let [seen, unlikeItself] = [0, 0]
  for (const name of NAMES) {
    const machine = bootNext(compiled(name), {})
    for (let look = 0; look < LOOKS; look++) {
      runFor(machine, PAUSE)
      for (const record of records(machine.state)) {
        seen++
        if (!isSame(record, { ...record })) unlikeItself++
        for (const key of Object.keys(record)) if (isSame(record, { ...record, [key]: {} })) found.add(key)
      }
    }
  }
  return { missed: [...found], unlikeItself, seen }
}

describe('records of two states', () => {
  it.each([
    ['tasks', () => missed<Task>((state) => state.tasks, isSameTask)],
    ['processes', () => missed<Process>((state) => state.processes.values(), isSameProcess)],
    ['inodes', () => missed<Inode>((state) => state.inodes.values(), isSameInode)],
  ])('are the same as their copies, and not when any field differs: %s', (_name, look) => {
    const result = look()
    expect(result.seen).toBeGreaterThan(LOOKS * NAMES.length)
    expect(result).toMatchObject({ missed: [], unlikeItself: 0 })
  })
})
