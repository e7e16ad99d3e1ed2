import { expect, test } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { scorer } from './scorer'

/** Two threads that each add 1 to `n` without a lock, in one machine of two tasks. */
const source = `#include <pthread.h>
#include <stdio.h>
int n;
void *add(void *_) { int old = n; n = old + 1; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, add, 0);
  add(0);
  pthread_join(t, 0);
  printf("%d\\n", n);
}`
const replay = (schedule: string, maxSteps = 100_000) =>
  scorer.replay({ source, config: { cores: 1 }, schedule, maxSteps })

test('a schedule is followed, and what it brings about is told', async () => {
  expect(await replay('1.rr.20.0.')).toMatchObject({ state: 'finished', status: 0, deadlock: false })
})

test('what is no schedule, or none of this program, is refused; nothing is thrown', async () => {
  for (const schedule of [
    '',
    'x',
    '1.rr.20.0.A',
    '1.rr.20.0.Q9',
    '9.rr.20.0.A1',
    '1.rr.0.0.A1',
    '1.rr.20.0.A99999999999999999999',
  ])
    expect(await replay(schedule), schedule).toEqual({ state: 'refused' })
})

test('numbers beyond their range are refused or harmless; nothing is thrown', async () => {
  const odd = [
    '1.rr.4294967296.0.',
    '1.rr.20.99999999999999999999.',
    '1.rr.20.0.(999999)1',
    '1.mlfq.1.4294967295.',
  ]
  for (const schedule of odd)
    expect(['refused', 'finished', 'unfinished']).toContain((await replay(schedule)).state)
})

test('a replay that needs more steps than the item allows is unfinished', async () => {
  expect(await replay('1.rr.20.0.', 10)).toEqual({ state: 'unfinished' })
})

test('a program without end, also one that forks without end, ends at its budget', async () => {
  const run = (body: string) =>
    scorer.replay({
      source: `#include <unistd.h>\nint main(void) { ${body} }`,
      config: { cores: 1 },
      schedule: '1.rr.20.0.',
      maxSteps: 1_000_000,
    })
  expect(await run('for (;;) ;')).toEqual({ state: 'unfinished' })
  expect(await run('for (;;) fork();')).toEqual({ state: 'unfinished' })
})

test('the witness of every schedule item of the course is right, within its budget', async () => {
  const items = catalog().lessons.flatMap(({ slug }) => itemsOf(slug))
  const schedules = items.flatMap((item) => (item.kind === 'schedule' ? [item] : []))
  expect(schedules.length).toBeGreaterThan(0)
  for (const { id, program, key } of schedules) {
    const { source, config } = program
    const run = await scorer.replay({ source, config, schedule: key.witness, maxSteps: key.maxSteps })
    expect(run, id).toMatchObject({ state: 'finished' })
    if (run.state === 'finished' && key.outcome.stdout !== null)
      expect(run.stdout, id).toBe(key.outcome.stdout)
  }
})

test('a long replay never holds the thread for 50 ms of its time, and what it showed is not replayed again', async () => {
  const request = {
    source: 'unsigned long n; int main(void) { for (;;) n = 3 * n + 1; }',
    config: { cores: 1 },
    schedule: '1.rr.20.0.',
    maxSteps: 1_000,
  }
  // Code that is cold is compiled first, on other threads of the same processor time.
  await scorer.replay({ ...request, maxSteps: 2_000_000 })
  // Time of the processor, not of the clock: what the machine does besides is no matter.
  const used = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  let [turns, longest, before, isOver] = [0, 0, used(), false]
  const others = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve))
      const now = used()
      longest = Math.max(longest, now - before)
      before = now
      turns++
    }
  })()
  const replayed = await scorer.replay({ ...request, maxSteps: 30_000_000 })
  isOver = true
  await others
  expect(replayed).toEqual({ state: 'unfinished' })
  expect(turns).toBeGreaterThan(300)
  expect(longest).toBeLessThan(50)
  const start = used()
  await scorer.replay({ ...request, maxSteps: 30_000_000 })
  expect(used() - start).toBeLessThan(10)
})
