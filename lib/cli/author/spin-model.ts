/**
 * Promela models of the cases of explore-case.ts, for SPIN's verifier (spinroot.com): one statement is one visible operation of
 * the C program with the local work behind it, and what is not needed any more is set to 0. What main does besides
 * making and joining the threads is left out, but that it looks at the result.
 */

/** Threads that all run `task`, with `me` as their number; then the end looks at `seen`. */
function model(count: number, globals: string, task: string, begins: string, seen: string): string {
  return `byte done;
${globals}
active [${count}] proctype task() {
  byte me = _pid;
  ${task}
  done++
}
active proctype end() {
  ${begins}
  done == ${count} -> assert(${seen})
}
`
}

const take = (lock: string) => `atomic { ${lock} == 0 -> ${lock} = 1 };`
const give = (lock: string) => `${lock} = 0;`
const wait = (semaphore: string) => `atomic { ${semaphore} > 0 -> ${semaphore}-- };`

export function lostUpdateModel(tasks: number, times: number): string {
  const increment = 'now = count; d_step { count = now + 1; now = 0 };'
  return model(tasks, 'byte count;', `byte now; ${increment.repeat(times)}`, '', `count <= ${tasks * times}`)
}

export function philosophersModel(count: number): string {
  const [left, right] = ['fork[me]', `fork[(me + 1) % ${count}]`]
  const task = [take(left), take(right), give(right), give(left)].join(' ')
  return model(count, `byte fork[${count}];`, task, '', 'true')
}

export const PETERSON_MODEL = model(
  2,
  'byte wish[2], whose, count;',
  `byte now;
  wish[me] = 1; whose = 1 - me;
again:
  if :: wish[1 - me] == 0 :: wish[1 - me] != 0 -> if :: whose != 1 - me :: whose == 1 - me -> goto again fi fi;
  now = count; d_step { count = now + 1; now = 0 };
  wish[me] = 0;`,
  '',
  'count == 2',
)

export function boundedBufferModel(times: number): string {
  const turn = (first: string, step: string, last: string) =>
    `${wait(first)} ${take('m')} now = held; d_step { held = now ${step}; now = 0 }; ${give('m')} ${last}++;`
  const task = `byte now;
  if
  :: me < 2 -> ${turn('room', '+ 1', 'filled').repeat(times)}
  :: else -> ${turn('filled', '- 1', 'room').repeat(times)}
  fi;`
  return model(4, 'byte m, room = 2, filled; short held;', task, '', 'held == 0')
}
