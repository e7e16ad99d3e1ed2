/** Waiting loops: skipping them changes nothing but how long it takes, in every way of running. */
import { expect, it } from 'vitest'
import {
  boot,
  compile,
  type Program,
  type RunResult,
  record,
  replay,
  resultOf,
  run,
  runFor,
} from '../../index'
import { createDice } from '../../vm/random-program'

function built(source: string): Program {
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(`line ${diagnostics[0]?.line}: ${diagnostics[0]?.code}\n${source}`)
  return program
}

/** A thread that does `body` until it is told to stop, some milliseconds later; then all that it has changed is printed. */
function waiting(body: string, milliseconds: number): string {
  return `
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>
static volatile int stop;
static volatile unsigned long total;
static atomic_int lock = 1;
static int shared[4];
static int isTold(void) { return stop; }
static int next(int n) { return n + 1; }
static void *work(void *arg) {
  int a = 1, b = 2, c = 3;
  long d = 4;
  unsigned char e = 5;
  double f = 0.5;
  ${body}
  printf("%d %d %d %ld %d %f %lu %d\\n", a, b, c, d, e, f, total, shared[1]);
  return arg;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, work, 0);
  usleep(${milliseconds} * 1000);
  stop = 1;
  lock = 0;
  pthread_join(t, 0);
}`
}

function runBoth(source: string): [skipping: RunResult, plain: RunResult] {
  const program = built(source)
  const results = [true, false].map((skips) => {
    const machine = boot(program, { seed: 3 })
    machine.skipsWaiting = skips
    runFor(machine)
    return resultOf(machine)
  })
  return results as [RunResult, RunResult]
}

/** All but the steps that were made one by one. */
function told({ steps: _, ...rest }: RunResult): Partial<RunResult> {
  return rest
}

const SKIPPED = {
  'a flag': 'while (!stop) { }',
  'a flag behind a call': 'while (!isTold()) { }',
  'a lock that another holds': 'while (atomic_exchange(&lock, 1)) { }',
  'counters of each width, up and down': 'while (!stop) { a++; b -= 3; d += 1L << 33; total += 2; }',
  'a loop within the loop': 'while (!stop) for (int i = 0; i < 10; i++) c = i;',
}

for (const [name, body] of Object.entries(SKIPPED))
  it(`${name}: the wait is skipped, and all comes out as if it were not`, () => {
    const [skipping, plain] = runBoth(waiting(body, 15))
    expect(told(skipping)).toEqual(told(plain))
    expect(skipping.steps).toBeLessThan(plain.steps / 10)
  })

const WORK = {
  'a count that ends': 'for (volatile int i = 0; i < 400000; i++) { }',
  'a counter that decides': 'while (!stop) { a++; if (a % 100000 == 0) b++; }',
  'a counter that is an address': 'while (!stop) shared[a++ & 3]++;',
  'a counter that a function looks at': 'while (!stop) if (next(a++) == 70000) b = 9;',
  'a sum of two counters': 'while (!stop) { a++; d += a; }',
  'what overflows a byte': 'while (!stop) e++;',
  'a count in floating point': 'while (!stop) f += 0.25;',
}

for (const [name, body] of Object.entries(WORK))
  it(`${name}: that is work, and no step of it is skipped`, () => {
    const [skipping, plain] = runBoth(waiting(body, 8))
    expect(skipping).toEqual(plain)
  })

/** Statements that may or may not make a loop one that can be skipped. */
const STATEMENTS = [
  'a++;',
  'b -= 3;',
  'c = a + b;',
  'd += 5;',
  'd += a & 1;',
  'e ^= 1;',
  'f = -f;',
  'total++;',
  'shared[1] = a;',
  'shared[1] += 2;',
  'if (b % 7 == 3) c++;',
  'for (int i = 0; i < 3; i++) a += 2;',
  'a = next(a);',
  'b = c; c = a;',
  'd = d * 3 + 1;',
  'if (isTold()) break;',
]

it('loops of random statements come out as if nothing were skipped', () => {
  let skipped = 0
  for (let seed = 1; seed <= 30; seed++) {
    const dice = createDice(seed)
    const body = Array.from({ length: 1 + dice(4) }, () => STATEMENTS[dice(STATEMENTS.length)]).join(' ')
    const [skipping, plain] = runBoth(waiting(`while (!stop) { ${body} }`, 3))
    expect(told(skipping), body).toEqual(told(plain))
    if (skipping.steps < plain.steps) skipped++
  }
  expect(skipped).toBeGreaterThan(5)
})

it('a wait of minutes, and an alarm every second, take no budget', () => {
  const patient = run(built(waiting('while (!stop) a++;', 600_000)), { cores: 2 })
  expect([patient.reason, Math.round(patient.metrics.time / 1e9)]).toEqual(['exited', 600])
  const ticking = `
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static int ticks;
static void tick(int number) { if (++ticks == 90) exit(0); alarm(1); }
int main(void) { signal(SIGALRM, tick); alarm(1); for (;;) { } }`
  const result = run(built(ticking), { limits: { steps: 10_000_000 } })
  expect([result.reason, result.status]).toEqual(['exited', 0])
})

it('an endless loop that nothing can end spends its budget at once, to the last step', () => {
  const [skipping, plain] = ['for (;;) { }', 'for (;;) total++;'].map((body) =>
    run(built(`static volatile long total; int main(void) { ${body} }`)),
  )
  expect([skipping?.reason, skipping?.steps]).toEqual(['steps', 1e9])
  expect([plain?.reason, plain?.steps]).toEqual(['steps', 1e9])
})

it('a recording skips what a run skips, says so, and both can be replayed', () => {
  const program = built(waiting(SKIPPED['a flag'], 40))
  const result = run(program)
  const recording = record(program)
  // A recording's result has no hash, which a page does not load the code for.
  expect(result).toMatchObject(recording.result)
  const events = Array.from({ length: recording.length }, (_, i) => recording.step(i).events).flat()
  const skips = events.filter((event) => event.kind === 'skip')
  expect(skips.length).toBeGreaterThan(0)
  expect(replay(program, {}, result.schedule)).toEqual(result)
  expect(record(program, {}, result.schedule).length).toBe(recording.length)
})

it('somebody who chooses may end a wait before its time', () => {
  const program = built(waiting(SKIPPED['counters of each width, up and down'], 40))
  const { schedule } = run(program)
  const shorter = schedule.replace(/B\d{6,}/, 'B123456')
  const machine = boot(program, {}, shorter)
  machine.skipsWaiting = false
  runFor(machine)
  expect(told(replay(program, {}, shorter))).toEqual(told(resultOf(machine)))
})
