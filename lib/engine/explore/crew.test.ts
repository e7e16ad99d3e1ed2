/** Who does the work of a program, by what every order of it shows. */
import { expect, test } from 'vitest'
import { boot, type Crew, explore } from '../index'
import { compiledSource } from './test-program'

const HEAD = '#include <pthread.h>\n#include <stdatomic.h>\nint count; atomic_int whole;\n'

function crewIn(task: string, main: string): Crew {
  const program = compiledSource(
    `${HEAD}static void *f(void *arg) { ${task} return 0; }\nint main(void) { pthread_t a, b; ${main} return 0; }`,
  )
  const run = explore((asked) => boot(program, asked), { states: 20_000, work: 20_000_000 })
  while (!run.advance(1000));
  return run.result().crew
}

const START = (name: string) => `pthread_create(&${name}, 0, f, 0);`
const JOIN = (name: string) => `pthread_join(${name}, 0);`
const BOTH = `${START('a')} ${START('b')} ${JOIN('a')} ${JOIN('b')}`

test.each<readonly [name: string, task: string, main: string, crew: Crew]>([
  ['two at once', 'count++;', BOTH, { started: 2, together: 2, writers: { count: 2 } }],
  [
    'one after the other',
    'count++;',
    `${START('a')} ${JOIN('a')} ${START('b')} ${JOIN('b')}`,
    { started: 2, together: 1, writers: { count: 2 } },
  ],
  // They have nothing to do with each other, so only one order of them is looked at.
  ['two that share nothing', '', BOTH, { started: 2, together: 2, writers: {} }],
  ['the first task alone', 'count++;', 'count = 2;', { started: 0, together: 0, writers: {} }],
  [
    'an atomic update is a write',
    'atomic_fetch_add(&whole, 1);',
    BOTH,
    { started: 2, together: 2, writers: { whole: 2 } },
  ],
  [
    'some orders start fewer',
    'count = 1;',
    `${START('a')} if (!count) { ${START('b')} ${JOIN('b')} } ${JOIN('a')}`,
    { started: 1, together: 2, writers: { count: 2 } },
  ],
  [
    'as often as a loop goes round',
    'count++;',
    `for (int i = 0; i < 3; i++) { ${START('a')} ${JOIN('a')} }`,
    { started: 3, together: 1, writers: { count: 3 } },
  ],
])('%s', (_name, task, main, crew) => expect(crewIn(task, main)).toEqual(crew))
