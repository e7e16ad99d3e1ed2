/** The explorer on real programs: the outcomes are those that were recorded, each is shown by its schedule. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { boot, type Exploration, explore, type Program } from '../index'
import {
  TEST_BOUNDS as BOUNDS,
  compiledSource,
  expectReplayed,
  explored,
  printed,
  twoTasks,
} from './test-program'

type Outcome = { readonly stdout: string; readonly status: number }

/** What gcc's own code can do on Linux: enumerated from models, and by running every order of what gcc makes of it. */
type Truth = {
  readonly outcomes: readonly Outcome[]
  /** `nondet` says whether some run deadlocks and whether there is a race; `explore` says which lines race, and more. */
  readonly deadlock_possible?: boolean
  readonly data_race?: boolean
  readonly deadlock?: boolean
  readonly endless?: boolean
  /** Pairs of lines. */
  readonly race?: readonly (readonly [number, number])[]
  /** Null: without end, or it depends on what a library call does inside. */
  readonly traces?: number | null
  /** Where the store buffers of an x86 make a difference. */
  readonly tso_outcomes?: readonly Outcome[]
}

const programs = ['nondet', 'explore'].flatMap((name) => {
  const folder = path.join('lib/engine/testdata', name)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .map((file) => path.join(folder, file))
})

describe.each(programs)('%s', (file) => {
  let program: Program
  let found: Exploration
  const truth: Truth = JSON.parse(readFileSync(file.replace(/c$/, 'json'), 'utf8'))
  beforeAll(() => {
    program = compiledSource(readFileSync(file, 'utf8'))
    found = explored(program)
  }, 120_000)

  it('can do what was recorded, and nothing else', () => {
    expect(found.cut).toBeNull()
    const seen = found.outcomes.map(({ stdout, status }) => ({ stdout, status }))
    expect(sorted(seen)).toEqual(sorted(truth.outcomes))
    expect(found.deadlocks.length > 0).toBe(truth.deadlock ?? truth.deadlock_possible)
    if (truth.endless !== undefined) expect(found.endless !== null).toBe(truth.endless)
  })

  it('races on the lines that were recorded, in as many executions', () => {
    const lines = found.races.map(({ accesses }) => accesses.map(({ line }) => line))
    if (truth.race) expect(lines).toEqual(truth.race)
    else expect(lines.length > 0).toBe(truth.data_race)
    if (typeof truth.traces === 'number') expect(found.executions).toBe(truth.traces)
  })

  it('does each by its schedule', () => {
    expectReplayed(program, [...found.outcomes, ...found.deadlocks])
  })
})

describe('with the store buffers of an x86', () => {
  const folder = 'lib/engine/testdata/explore'
  const names = [
    'store_buffering',
    'one_barrier_short',
    'fenced_peterson',
    'message_passing',
    'load_buffering',
    'publish_relaxed',
    'one_side_locked',
    'swap_loop',
  ]
  it.each(names)(
    '%s.c can do what was recorded, and nothing else',
    (name) => {
      const truth: Truth = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'))
      const found = explored(compiledSource(readFileSync(path.join(folder, `${name}.c`), 'utf8')), {
        memoryModel: 'tso',
      })
      expect(found.complete).toBe(true)
      expect(sorted(found.outcomes)).toEqual(sorted(truth.tso_outcomes ?? truth.outcomes))
      expect(found.deadlocks.length > 0).toBe(truth.deadlock)
      expect(found.endless !== null).toBe(truth.endless)
    },
    60_000,
  )

  const buffering = (order: string, between: string) => `#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
atomic_int x, y;
int a, b;
static void *other(void *arg) {
  atomic_store_explicit(&y, 1, ${order});
  ${between}
  b = atomic_load_explicit(&x, memory_order_relaxed);
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  atomic_store_explicit(&x, 1, ${order});
  ${between}
  a = atomic_load_explicit(&y, memory_order_relaxed);
  pthread_join(t, 0);
  printf("%d%d\\n", a, b);
}
`
  it.each([
    ['memory_order_relaxed', '', true],
    ['memory_order_release', '', true],
    ['memory_order_release', 'atomic_thread_fence(memory_order_acq_rel);', true],
    ['memory_order_release', 'atomic_thread_fence(memory_order_seq_cst);', false],
    ['memory_order_seq_cst', '', false],
  ])('stores that are %s, then %s: both may read what was before: %s', (order, between, may) => {
    const program = compiledSource(buffering(order, between))
    expect(printed(program, { memoryModel: 'tso' }).includes('00\n')).toBe(may)
    expect(printed(program)).not.toContain('00\n')
  })

  it('breaks the lock of Peterson, which holds without them', () => {
    const source = `#include <pthread.h>
#include <stdio.h>
volatile int wish[2], whose, inside, both;
static void *enter(void *arg) {
  int me = (int)(long)arg, other = 1 - me;
  wish[me] = 1;
  whose = other;
  while (wish[other] && whose == other) ;
  if (inside) both = 1;
  inside = 1;
  inside = 0;
  wish[me] = 0;
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, enter, (void *)1L);
  enter(0);
  pthread_join(t, 0);
  printf("%d\\n", both);
}
`
    expect(printed(source)).toEqual(['0\n'])
    expect(printed(source, { memoryModel: 'tso' })).toEqual(['0\n', '1\n'])
  }, 60_000)
})

const LOCKS = 'pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;'
const take = (...names: string[]) =>
  names.map((n) => `pthread_mutex_lock(&${n});`).join(' ') +
  names.map((n) => `pthread_mutex_unlock(&${n});`).join(' ')

describe('what a program can do besides ending', () => {
  it('two locks in two orders: a deadlock with one switch less than no deadlock needs none', () => {
    const found = explored(twoTasks(take('a', 'b'), take('b', 'a'), LOCKS))
    expect(found.complete).toBe(true)
    expect(found.outcomes).toHaveLength(1)
    const [deadlock] = found.deadlocks
    expect(deadlock).toMatchObject({ status: 125 })
    // Once both have their first lock nothing else can come. To wait is no step.
    expect(deadlock?.turned).toBeGreaterThan(0)
    expect(deadlock?.turned).toBeLessThanOrEqual(deadlock?.length ?? 0)
    expect(explored(twoTasks(take('a', 'b'), take('a', 'b'), LOCKS)).deadlocks).toEqual([])
  })

  it('a lock taken twice by one task: nothing but a deadlock', () => {
    const found = explored(twoTasks(take('a', 'a'), '', LOCKS))
    expect(found.outcomes).toEqual([])
    expect(found.deadlocks).toHaveLength(1)
  })

  it('a loop that waits for what may have been taken back: it may never end', () => {
    const globals = 'atomic_int go;'
    const waits = 'while (!atomic_load(&go)) ;'
    expect(explored(twoTasks(waits, 'atomic_store(&go, 1);', globals)).endless).toBeNull()
    const found = explored(twoTasks(waits, 'atomic_store(&go, 1); atomic_store(&go, 0);', globals))
    expect(found).toMatchObject({ complete: true, outcomes: [{ status: 0 }] })
    expect(found.endless?.schedule).toMatch(/^1\.rr\.1\.0\.A/)
  })

  it('a loop without an operation that anybody sees: it never ends', () => {
    const found = explored(compiledSource('int main(void) { for (;;) ; }'))
    expect(found).toMatchObject({ complete: true, outcomes: [], deadlocks: [] })
    expect(found.endless).not.toBeNull()
  })

  it('is cut by either bound, says which, and keeps what it has found', () => {
    const program = compiledSource(
      twoTasks('printf("a\\n"); fflush(stdout);', 'printf("b\\n"); fflush(stdout);', ''),
    )
    for (const bounds of [
      { states: 20, work: BOUNDS.work },
      { states: BOUNDS.states, work: 1_000 },
    ]) {
      const run = explore((asked) => boot(program, asked), bounds)
      while (!run.advance(100));
      expect(run.result()).toMatchObject({ complete: false, cut: bounds.states === 20 ? 'states' : 'work' })
    }
    expect(printed(program)).toEqual(['a\nb\n', 'b\na\n'])
  })
})

function sorted(outcomes: readonly { stdout: string; status: number }[]): string[] {
  return outcomes.map(({ stdout, status }) => `${status} ${stdout}`).sort()
}
