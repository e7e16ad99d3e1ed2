/** Calls whose effect is undefined are told, each with a schedule that ends with it, and explored as glibc does them. */
import { expect, test } from 'vitest'
import { replay } from '../index'
import { compiled, explored } from './test-program'

const MAIN = (body: string, other = '') => `#include <pthread.h>
#include <stdio.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
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
  ['pthread_join(t, 0); pthread_detach(t);', 'no thread', 'pthread_detach', null],
  ['pthread_detach(t); pthread_join(t, 0);', 'no thread', 'pthread_join', null],
])('%s is told', (body, kind, call, object) => {
  const program = compiled(MAIN(body))
  const { misuses } = explored(program)
  expect(misuses).toMatchObject([{ kind, call, object, line: 9, tid: 4242 }])
  expect(replay(program, {}, misuses[0]?.schedule ?? '').fits).toBe(true)
})

test.each([
  [LOCKED, LOCKED],
  [
    'pthread_join(t, 0); pthread_mutex_destroy(&m); pthread_mutex_init(&m, 0); pthread_mutex_lock(&m);',
    LOCKED,
  ],
  ['pthread_detach(t);', ''],
])('%s is none', (body, other) => {
  expect(explored(MAIN(body, other)).misuses).toEqual([])
})

test('it is told where only some order comes to it, and a destroyed mutex cannot be had', () => {
  const other =
    'if (pthread_mutex_lock(&m) == 0) { puts("had"); pthread_mutex_unlock(&m); } else puts("gone");'
  const found = explored(MAIN('pthread_mutex_destroy(&m); pthread_join(t, 0);', other))
  expect(found.misuses.map(({ kind, line }) => [kind, line])).toContainEqual(['destroyed', 5])
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['gone\n', 'had\n'])
})
