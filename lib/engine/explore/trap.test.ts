/**
 * Known ways in which a search with fewer orders goes wrong, each by a program that shows it: somebody who is not looked at, an order
 * that is left out, or two that are taken for one.
 */
import { expect, test } from 'vitest'
import type { Ending } from './model'
import { compiledSource, explored, printed, searchedGraph } from './test-program'

/** What main and each of the others do; `end`: what main does when they are joined. */
function tasks(globals: string, main: string, others: readonly string[], end = ''): string {
  return `#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
sem_t s;
volatile int x, y;
${globals}
#define SAY(text) write(1, text, sizeof text - 1)
${others.map((body, i) => `static void *task_${i}(void *arg) { ${body} return 0; }`).join('\n')}
int main(void) {
  pthread_t t[${others.length}];
${others.map((_, i) => `  pthread_create(&t[${i}], 0, task_${i}, 0);`).join('\n')}
  ${main}
${end === 'returns' ? '' : others.map((_, i) => `  pthread_join(t[${i}], 0);`).join('\n')}
  ${end === 'returns' ? '' : end}
  return 0;
}
`
}

const [LOCK, UNLOCK] = ['pthread_mutex_lock(&m);', 'pthread_mutex_unlock(&m);']
const WAITER = (letter: string) =>
  `${LOCK} sem_post(&s); pthread_cond_wait(&c, &m); SAY("${letter}"); ${UNLOCK}`
const SIGNAL = `${LOCK} pthread_cond_signal(&c); ${UNLOCK}`

type Case = {
  readonly trap: string
  readonly source: string
  /** What comes out, and with which status where it is not 0; of those that stop for ever, what came out before. */
  readonly outcomes: readonly string[]
  readonly stuck?: readonly string[]
  readonly executions?: number
}

const CASES: readonly Case[] = [
  {
    trap: '1: an operation that is blocked for ever is not looked at, so that it never comes first',
    source: tasks('', '', [`${LOCK} SAY("a");`, `${LOCK} SAY("b"); ${UNLOCK}`]),
    outcomes: ['ba'],
    stuck: ['a'],
    executions: 2,
  },
  {
    trap: '2: nor one that is blocked where others were left out: three tasks on a lock, one never gives it back',
    source: tasks('', '', [`${LOCK} ${UNLOCK}`, `${LOCK} ${UNLOCK}`, LOCK]),
    outcomes: [''],
    stuck: [''],
    executions: 5,
  },
  {
    trap: '3: whether a wait could have come earlier is asked where its post had not come yet',
    source: tasks('', '', ['sem_post(&s); sem_post(&s); SAY("a");', 'SAY("b"); sem_post(&s); sem_wait(&s);']),
    outcomes: ['ab', 'ba'],
    // The wait comes behind both posts of the other, where either may have said its letter first, or between them, or before.
    executions: 4,
  },
  {
    trap: '4: a waiter that nobody has signalled is taken for one that wants the lock',
    source: tasks('', `${LOCK} while (!x) pthread_cond_wait(&c, &m); SAY("m"); ${UNLOCK}`, [
      `${LOCK} x = 1; SAY("a"); pthread_cond_signal(&c); ${UNLOCK}`,
    ]),
    outcomes: ['am'],
    executions: 2,
  },
  {
    trap: '5: which waiter a signal wakes is left to one order',
    source: tasks('', `sem_wait(&s); sem_wait(&s); ${SIGNAL} ${SIGNAL}`, [WAITER('a'), WAITER('b')]),
    outcomes: ['ab', 'ba'],
  },
  {
    trap: '6: a task that is still to be made is not counted among what is to come',
    source: tasks('', 'x = 1; SAY("m");', ['if (x) abort();', 'y = 1;']),
    outcomes: [' 134', 'm', 'm 134'],
  },
  {
    trap: '9: only who holds a lock is thought to give it back',
    source: tasks('', '', [`${LOCK} SAY("a"); ${LOCK} SAY("b"); ${UNLOCK}`, `${UNLOCK} SAY("c");`]),
    outcomes: ['abc', 'acb', 'cab'],
    stuck: ['ac', 'ca'],
  },
  {
    trap: '11: output counts by the pieces that it was written in',
    source: tasks('', '', ['SAY("a"); SAY("b");', 'SAY("ab");']),
    outcomes: ['aabb', 'abab'],
  },
  {
    trap: '12: the return of main, which ends the others, is thought to leave them alone',
    source: tasks('', '', ['SAY("a"); SAY("b");'], 'returns'),
    outcomes: ['', 'a', 'ab'],
    // Before each of the two, before the thread's end, and behind that.
    executions: 4,
  },
]

test.each(CASES)('$trap', ({ source, outcomes, stuck = [], executions }) => {
  const program = compiledSource(source)
  const found = explored(program)
  const said = found.outcomes.map(({ stdout, status }) => (status === 0 ? stdout : `${stdout} ${status}`))
  expect(said.sort()).toEqual(outcomes)
  expect(found.deadlocks.map(({ stdout }) => stdout).sort()).toEqual(stuck)
  expect(found.complete).toBe(true)
  if (executions !== undefined) expect(found.executions).toBe(executions)
  const [few, all] = [false, true].map((full) => {
    const { endings } = searchedGraph(program, { deferAfter: Infinity, full }).found as { endings: Ending[] }
    return endings.map(({ kind, key }) => `${kind} ${key}`).sort()
  })
  expect(few).toEqual(all)
})

test('7: what lies in the store buffer of a task that waits elsewhere is not written in time', () => {
  const source = tasks('int a, b;', 'x = 1; a = y;', ['y = 1; b = x;'], 'write(1, a || b ? "1" : "0", 1);')
  expect(printed(source, { memoryModel: 'tso' })).toEqual(['0', '1'])
  expect(printed(source)).toEqual(['1'])
})

test('8: edges are missing where orders were left out: where it turned is told too early', () => {
  const source = tasks('', 'x = x + 1;', ['x = x + 1;'], 'write(1, x == 2 ? "2" : "1", 1);')
  const { outcomes } = explored(source)
  // The thread is made; then both have read, or one has read and written before the other reads.
  expect(outcomes.map(({ stdout, turned }) => [stdout, turned]).sort()).toEqual([
    ['1', 3],
    ['2', 3],
  ])
})

test('10: a race that is never at the same moment: one writes and raises a flag, the other writes where it sees the flag', () => {
  const source = tasks('', 'x = 1;\ny = 1;', ['if (y)\nx = 2;'])
  const races = explored(source)
    .races.map(({ location }) => location)
    .sort()
  expect(races).toEqual(['x', 'y'])
})
