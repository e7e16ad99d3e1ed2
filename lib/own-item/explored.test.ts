/** The key of an item that is about a program is what the explorer found, and it plays. */
import { expect, test } from 'vitest'
import { boot, compile, createMemory, resultOf, runFor } from '@/lib/engine'
import { exploreProgram, unexplored } from '@/lib/exploration/explore'
import { score } from '@/lib/quiz/score'
import type { Written } from './draft'
import { type Found, foundFrom, foundIn, programOf } from './explored'
import { itemOfVersion } from './item'

const ID = '0198c0de-0000-7000-8000-000000000001'
const base = { stem: 'What can it print?', hint: null, explanation: null, points: 1 }
const RACE = `#include <pthread.h>
#include <stdio.h>

int count;

void *add(void *arg) {
    count = count + 1;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("count = %d\\n", count);
    return 0;
}
`
const print = (text: string) => `#include <stdio.h>\nint main(void) { ${text} return 0; }\n`
const predict = (source: string): Written => ({ ...base, kind: 'predict', source })
const outputs = (source: string, ...texts: string[]): Written => {
  return {
    ...base,
    kind: 'possible-outputs',
    source,
    options: texts.map((text) => ({ text, feedback: null })),
  }
}
const look = (written: Written) => {
  const program = programOf(written)
  return foundIn(written, program && exploreProgram(program))
}

test('which outputs are possible the explorer says, with an order that prints each', () => {
  const written = outputs(RACE, 'count = 2', 'count = 1', 'count = 0')
  const found = look(written) as Found
  expect(found.outputs.map(({ stdout }) => stdout).sort()).toEqual(['count = 1', 'count = 2'])
  const item = itemOfVersion({ id: ID, written, found })
  if (item.kind !== 'possible-outputs') throw new Error(item.kind)
  expect(item.options.map(({ text, correct }) => [text.en, correct])).toEqual([
    ['count = 0', false],
    ['count = 1', true],
    ['count = 2', true],
  ])
  expect(item.key.orders).toBeGreaterThan(1)
  const { program } = compile(RACE)
  if (!program) throw new Error('the program compiles')
  for (const [id, schedule] of Object.entries(item.key.witnesses)) {
    const memory = createMemory({ bytes: 8 << 20 })
    const machine = boot(program, { cores: 1, policy: 'rr', quantum: 1, seed: 0 }, schedule, {}, memory)
    while (!runFor(machine, 100_000));
    const { stdout, misfit } = resultOf(machine)
    expect([misfit, stdout.trimEnd()]).toEqual([null, item.options.find((one) => one.id === id)?.text.en])
  }
  expect(score(item, { kind: 'possible-outputs', options: ['b', 'c'] }, null)).toMatchObject({ earned: 1 })
})

test.each([null, ''])(
  'an output that no replay shows (stored: %j) is possible all the same, and nothing is kept to play',
  (schedule) => {
    const written = outputs(RACE, 'count = 1', 'count = 0')
    const found = foundFrom({ orders: 6, outputs: [{ stdout: 'count = 1', schedule }] })
    const item = itemOfVersion({ id: ID, written, found })
    if (item.kind !== 'possible-outputs') throw new Error(item.kind)
    expect(item.options.map(({ correct }) => correct)).toEqual([false, true])
    expect(item.key.witnesses).toEqual({})
  },
)

test('what a program prints in every order is what is predicted', () => {
  const written = predict(print('printf("%d\\n", 6 * 7);'))
  const found = look(written) as Found
  const item = itemOfVersion({ id: ID, written, found })
  expect(score(item, { kind: 'predict', stdout: '42\n' }, null)).toMatchObject({ earned: 1 })
  expect(score(item, { kind: 'predict', stdout: '41' }, null)).toMatchObject({ earned: 0 })
})

test('a program that is only shown has to be one, and decides nothing', () => {
  const shown = (source: string | null): Written => {
    return { ...base, kind: 'numeric', source, value: 1, tolerance: 0, unit: null }
  }
  expect(look(shown(null))).toBeNull()
  expect(look(shown(RACE))).toBeNull()
  expect(look(shown('int main(void) {\n  return x;\n}'))).toEqual([
    { field: 'source', code: 'uncompiled', n: 2 },
  ])
})

test.each<[string, Written, string, string]>([
  ['does not compile', predict('int main(void) {'), 'source', 'uncompiled'],
  ['prints this or that', predict(RACE), 'source', 'varies'],
  ['prints nothing', predict(print('')), 'source', 'silent'],
  ['never ends', predict(print('for (;;) ;')), 'source', 'endless'],
  [
    'can come to a stand',
    predict(
      print(
        'int c; int p[2]; extern int pipe(int *); extern long read(int, void *, unsigned long); pipe(p); read(p[0], &c, 1);',
      ),
    ),
    'source',
    'stuck',
  ],
  ['prints none of them', outputs(RACE, 'a', 'b'), 'options', 'none-possible'],
  ['prints each of them', outputs(RACE, 'count = 1', 'count = 2'), 'options', 'all-possible'],
])('a program that %s is refused', (_, written, field, code) => {
  expect(look(written)).toEqual([expect.objectContaining({ field, code })])
})

test('a program whose orders could not all be looked at is refused', () => {
  const fault = { field: 'source', code: 'too-big' }
  expect(foundIn(predict(RACE), unexplored('time'))).toEqual([fault])
  expect(foundIn(outputs(RACE, 'count = 1', 'count = 0'), unexplored('states'))).toEqual([fault])
})
