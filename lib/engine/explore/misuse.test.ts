/** Calls whose effect is undefined are told, each with a schedule that ends with it, and explored as glibc does them. */
import { expect, test } from 'vitest'
import { replay } from '../index'
import { compiledSource, explored } from './test-program'

const MAIN = (body: string, other = '') => `#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER; pthread_barrier_t b; sem_t s;
static void *other(void *arg) { ${other} return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  ${body}
  return 0;
}
`
const LOCKED = 'pthread_mutex_lock(&m); pthread_mutex_unlock(&m);'

test.each([
  ['pthread_mutex_unlock(&m);', 'not held', 'pthread_mutex_unlock', 'm'],
  ['pthread_cond_wait(&c, &m);', 'not held', 'pthread_cond_wait', 'm'],
  ['pthread_mutex_lock(&m); pthread_mutex_init(&m, 0);', 'locked', 'pthread_mutex_init', 'm'],
  ['pthread_mutex_lock(&m); pthread_mutex_destroy(&m);', 'locked', 'pthread_mutex_destroy', 'm'],
  ['pthread_mutex_destroy(&m); pthread_mutex_lock(&m);', 'destroyed', 'pthread_mutex_lock', 'm'],
  ['pthread_mutex_destroy(&m); pthread_mutex_destroy(&m);', 'destroyed', 'pthread_mutex_destroy', 'm'],
  [
    'm = (pthread_mutex_t)PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP; pthread_mutex_unlock(&m);',
    'not held',
    'pthread_mutex_unlock',
    'm',
  ],
  ['pthread_cond_destroy(&c); pthread_cond_signal(&c);', 'destroyed', 'pthread_cond_signal', 'c'],
  ['pthread_cond_destroy(&c); pthread_cond_destroy(&c);', 'destroyed', 'pthread_cond_destroy', 'c'],
  ['sem_init(&s, 0, 1); sem_destroy(&s); sem_wait(&s);', 'destroyed', 'sem_wait', 's'],
  ['sem_init(&s, 0, 1); sem_destroy(&s); sem_post(&s);', 'destroyed', 'sem_post', 's'],
  [
    'pthread_barrier_init(&b, 0, 1); pthread_barrier_destroy(&b); pthread_barrier_wait(&b);',
    'destroyed',
    'pthread_barrier_wait',
    'b',
  ],
  ['pthread_rwlock_destroy(&l); pthread_rwlock_rdlock(&l);', 'destroyed', 'pthread_rwlock_rdlock', 'l'],
  ['pthread_join(t, 0); pthread_detach(t);', 'no thread', 'pthread_detach', null],
  ['pthread_detach(t); pthread_join(t, 0);', 'no thread', 'pthread_join', null],
])('%s is told', (body, kind, call, object) => {
  const program = compiledSource(MAIN(body))
  const { misuses } = explored(program)
  expect(misuses).toMatchObject([{ kind, call, object, line: 15, tid: 4242 }])
  const schedule = misuses[0]?.schedule
  expect(schedule && replay(program, {}, schedule).misfit).toBe(null)
})

test.each([
  [LOCKED, LOCKED],
  [
    'pthread_join(t, 0); pthread_mutex_destroy(&m); pthread_mutex_init(&m, 0); pthread_mutex_lock(&m);',
    LOCKED,
  ],
  ['pthread_detach(t);', ''],
  ['pthread_cond_destroy(&c); pthread_cond_init(&c, 0); pthread_cond_signal(&c);', ''],
  ['sem_init(&s, 0, 1); sem_destroy(&s); sem_init(&s, 0, 1); sem_wait(&s);', ''],
  ['pthread_rwlock_destroy(&l); pthread_rwlock_init(&l, 0); pthread_rwlock_rdlock(&l);', ''],
  [
    'pthread_barrier_init(&b, 0, 1); pthread_barrier_destroy(&b); pthread_barrier_init(&b, 0, 1); pthread_barrier_wait(&b);',
    '',
  ],
  // Whoever forks holds its locks in the child too, which may give them up or make them anew.
  ['pthread_mutex_lock(&m); if (fork() == 0) { pthread_mutex_unlock(&m); _exit(0); } wait(0);', ''],
  ['pthread_mutex_lock(&m); if (fork() == 0) { pthread_mutex_init(&m, 0); _exit(0); } wait(0);', ''],
])('%s is none', (body, other) => {
  expect(explored(MAIN(body, other)).misuses).toEqual([])
})

test('it is told where only some order comes to it, and a destroyed mutex cannot be had', () => {
  const other =
    'if (pthread_mutex_lock(&m) == 0) { puts("had"); pthread_mutex_unlock(&m); } else puts("gone");'
  const found = explored(MAIN('pthread_mutex_destroy(&m); pthread_join(t, 0);', other))
  expect(found.misuses.map(({ kind, line }) => [kind, line])).toContainEqual(['destroyed', 11])
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['gone\n', 'had\n'])
})

test('a mutex that its holder took along into its end is still held, and one that is waited with is used', () => {
  const ended = explored(MAIN('pthread_join(t, 0); pthread_mutex_destroy(&m);', 'pthread_mutex_lock(&m);'))
  expect(ended.misuses).toMatchObject([{ kind: 'locked', call: 'pthread_mutex_destroy', line: 15 }])
  const other = 'pthread_mutex_lock(&m); pthread_cond_wait(&c, &m);'
  const waited = explored(MAIN('sched_yield(); pthread_cond_signal(&c); pthread_mutex_destroy(&m);', other))
  expect(waited.misuses).toContainEqual(
    expect.objectContaining({ kind: 'destroyed', call: 'pthread_cond_wait', line: 11 }),
  )
})

test('two on one line are two', () => {
  const found = explored(
    MAIN('pthread_mutex_unlock(&m); pthread_mutex_unlock(&n);').replace(
      'pthread_mutex_t m',
      'pthread_mutex_t n; pthread_mutex_t m',
    ),
  )
  expect(found.misuses.map(({ object }) => object)).toEqual(['m', 'n'])
})
