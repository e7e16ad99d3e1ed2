/** Programs that mean harm: each stays in the budget, and the next one is explored as if nothing had been. */
import { afterAll, expect, test } from 'vitest'
import { BUDGET, exploreProgram } from './explore'
import { BULKY, HOSTILE } from './hostile-program'
import { openPool, THREAD_BUDGET } from './pool'

const pool = openPool(1)
afterAll(() => pool.close())

const explore = (source: string) => pool.explore({ file: 'it.c', source })
const WELL = '#include <stdio.h>\nint main(void) { printf("ok\\n"); return 0; }\n'
const THREADS = '#include <pthread.h>\n#include <stdio.h>\n#include <unistd.h>\n'

/** Which bound ends the look. A bound of the search ends it at the same place each time; of a program that comes near the
 *  processor time that a thread may take, a slower machine ends the thread first. */
const CUTS: Readonly<Record<keyof typeof HOSTILE, string | RegExp>> = {
  'a loop without end that writes': 'states',
  'a fork bomb': /^(work|time)$/,
  'thousands of threads': /^(memory|time)$/,
  'output without end': 'machine',
  'more memory than there is': 'machine',
  'more to take back than there is room for': /^(memory|time)$/,
  'a program that begins itself again and again': /^(memory|time)$/,
  'an explosion of states': /^(states|time)$/,
  'many endings': /^(endings|time)$/,
}

test.each(Object.keys(HOSTILE) as (keyof typeof HOSTILE)[])(
  '%s is cut, within the budget',
  async (name) => {
    const cut = CUTS[name]
    const begun = performance.now()
    const found = await explore(HOSTILE[name])
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
  for (const source of BULKY)
    expect(await explore(source)).toMatchObject({ state: expect.stringMatching(/uncompiled|explored/) })
  expect(await explore(WELL)).toMatchObject({ complete: true })
}, 240_000)

test('who takes more time than a thread may is ended, and another thread takes its place', async () => {
  const short = openPool(1, { ...THREAD_BUDGET, processor: 300, clock: 20_000 })
  const found = await short.explore({ file: 'it.c', source: HOSTILE['an explosion of states'] })
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
