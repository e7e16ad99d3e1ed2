/** Condition variables, with wake-ups that nobody has asked for and without. */
import { expect, test } from 'vitest'
import { explored } from './test-program'

const WAITING = (test: string) => `#include <pthread.h>
#include <stdio.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
int ready;
static void *waiter(void *arg) {
  pthread_mutex_lock(&m);
  ${test} (!ready) pthread_cond_wait(&c, &m);
  printf("%d\\n", ready);
  pthread_mutex_unlock(&m);
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, waiter, 0);
  pthread_mutex_lock(&m);
  ready = 1;
  pthread_cond_signal(&c);
  pthread_mutex_unlock(&m);
  pthread_join(t, 0);
}
`

test.each([
  ['if', false, ['1\n']],
  ['if', true, ['0\n', '1\n']],
  ['while', false, ['1\n']],
  ['while', true, ['1\n']],
])('%s around the wait, spurious wake-ups: %s', (word, spurious, outcomes) => {
  const found = explored(WAITING(word), { spurious })
  expect(found).toMatchObject({ complete: true, deadlocks: [], endless: null })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
})

test('to wait again and again makes no new states', () => {
  const found = explored(`#include <pthread.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static void *waiter(void *arg) {
  pthread_mutex_lock(&m);
  for (;;) pthread_cond_wait(&c, &m);
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, waiter, 0);
  pthread_create(&t, 0, waiter, 0);
  pthread_mutex_lock(&m);
  for (;;) {
    pthread_cond_signal(&c);
    pthread_mutex_unlock(&m);
    pthread_mutex_lock(&m);
  }
}
`)
  expect(found).toMatchObject({ complete: true, outcomes: [], deadlocks: [] })
  expect(found.endless).not.toBeNull()
})
