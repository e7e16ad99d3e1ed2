/** Programs that mean harm: each stays in the budget, and the next one is explored as if nothing had been. */
import { afterAll, expect, test } from 'vitest'
import { BUDGET, exploreProgram } from './explore'
import { openPool, THREAD_BUDGET } from './pool'

const pool = openPool(1)
afterAll(() => pool.close())

const explore = (source: string) => pool.explore({ file: 'it.c', source })
const WELL = '#include <stdio.h>\nint main(void) { printf("ok\\n"); return 0; }\n'
const THREADS = '#include <pthread.h>\n#include <stdio.h>\n#include <unistd.h>\n'

/** Macros of macros: `depth` levels of ten. */
const bomb = (depth: number) =>
  Array.from({ length: depth }, (_, i) => `#define M${i + 1} ${`M${i} `.repeat(10)}`).join('\n')

/** Programs, and which bound ends the look. A bound of the search ends it at the same place each time; of a program that comes
 *  near the processor time that a thread may take, a slower machine ends the thread first. */
const HOSTILE: Readonly<Record<string, readonly [source: string, cut: string | RegExp]>> = {
  'a loop without end that writes': ['int main(void) { volatile int x = 0; for (;;) x++; }', 'states'],
  'a fork bomb': ['#include <unistd.h>\nint main(void) { for (;;) fork(); }', /^(work|time)$/],
  'thousands of threads': [
    `${THREADS}static void *f(void *a) { return a; }
     int main(void) { pthread_t t; for (int i = 0; i < 5000; i++) pthread_create(&t, 0, f, 0); pthread_exit(0); }`,
    /^(memory|time)$/,
  ],
  'output without end': ['#include <stdio.h>\nint main(void) { for (;;) printf("hello\\n"); }', 'machine'],
  'more memory than there is': [
    '#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }',
    'machine',
  ],
  'an explosion of states': [
    `${THREADS}int c[8];
     static void *f(void *a) { for (int i = 0; i < 40; i++) { c[i % 8]++; c[(i + 3) % 8] += i; } return a; }
     int main(void) { pthread_t t[8]; for (int i = 0; i < 8; i++) pthread_create(&t[i], 0, f, 0);
       for (int i = 0; i < 8; i++) pthread_join(t[i], 0); printf("%d\\n", c[0]); }`,
    /^(states|time)$/,
  ],
  'many endings': [
    `${THREADS}int c;
     static void *f(void *a) { for (int i = 1; i < 5; i++) c = c * 3 + (int)(long)a; return a; }
     int main(void) { pthread_t t[4]; for (long i = 0; i < 4; i++) pthread_create(&t[i], 0, f, (void *)i);
       for (int i = 0; i < 4; i++) pthread_join(t[i], 0); printf("%d\\n", c); }`,
    /^(endings|time)$/,
  ],
}

test.each(Object.entries(HOSTILE))(
  '%s is cut, within the budget',
  async (_name, [source, cut]) => {
    const begun = performance.now()
    const found = await explore(source)
    expect(found).toMatchObject({
      state: 'explored',
      complete: false,
      cut: typeof cut === 'string' ? cut : expect.stringMatching(cut),
    })
    // Whoever ends a thread looks at the clock when it gets a processor.
    expect(performance.now() - begun).toBeLessThan(THREAD_BUDGET.clock + 30_000)
    expect(JSON.stringify(found).length).toBeLessThan(100_000)
    if (found.state === 'explored') expect(found.states).toBeLessThanOrEqual(BUDGET.states)
    expect(await explore(WELL)).toMatchObject({ complete: true, outcomes: [{ stdout: 'ok\n' }] })
  },
  240_000,
)

test('macros that grow without end, and a megabyte of code, are no danger to who serves', async () => {
  for (const source of [
    `${bomb(7)}\nint main(void) { M7 }`,
    `int main(void) { int x = 0; ${'x++; '.repeat(200_000)} return x; }`,
    `${'('.repeat(1 << 20)}`,
  ])
    expect(await explore(source)).toMatchObject({ state: expect.stringMatching(/uncompiled|explored/) })
  expect(await explore(WELL)).toMatchObject({ complete: true })
}, 240_000)

test('who takes more time than a thread may is ended, and another thread takes its place', async () => {
  const short = openPool(1, { ...THREAD_BUDGET, processor: 300, clock: 20_000 })
  const found = await short.explore({ file: 'it.c', source: HOSTILE['an explosion of states']?.[0] ?? '' })
  expect(found).toMatchObject({ complete: false, cut: 'time', outcomes: [] })
  await short.close()
  const patient = openPool(1, { ...THREAD_BUDGET, processor: 20_000 })
  expect(await patient.explore({ file: 'it.c', source: WELL })).toMatchObject({ complete: true })
  await patient.close()
})

test('a thread that needs more memory than it may has ended itself, and nobody else', async () => {
  const small = openPool(1, { ...THREAD_BUDGET, heap: 8 })
  expect(await small.explore({ file: 'it.c', source: WELL })).toMatchObject({
    complete: false,
    cut: 'memory',
  })
  await small.close()
})

test('more at once than there are threads wait for their turn', async () => {
  const found = await Promise.all(Array.from({ length: 5 }, () => explore(WELL)))
  expect(found.map((one) => one.state === 'explored' && one.complete)).toEqual(Array(5).fill(true))
})

test('a thread finds what the explorer finds here; sleeping orders nothing', async () => {
  const source = `${THREADS}int n;
    static void *f(void *a) { if (a) usleep(1000); n++; return 0; }
    int main(void) { pthread_t a, b; pthread_create(&a, 0, f, 0); pthread_create(&b, 0, f, &n);
      pthread_join(a, 0); pthread_join(b, 0); printf("%d\\n", n); }`
  const found = exploreProgram({ file: 'it.c', source })
  expect(await explore(source)).toEqual(found)
  if (found.state === 'uncompiled') throw new Error('it does not compile')
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['1\n', '2\n'])
  expect(found.crew).toEqual({ started: 2, together: 2, writers: { n: 2 } })
})

test('what does not compile says where', async () => {
  expect(await explore('int main(void) {\n  return 0\n}\n')).toMatchObject({ state: 'uncompiled', line: 2 })
})
