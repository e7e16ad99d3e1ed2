/** Real-time and idle tasks: what sched(7) says of them. On Linux it takes a privilege and one core to see the same. */
import { expect, test } from 'vitest'
import { compile, run } from '../../index'
import type { Config } from '../state/config'

const HEAD = `#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>
static pthread_t start(void *(*body)(void *), int policy, int priority, void *argument) {
  pthread_attr_t a;
  pthread_t t;
  pthread_attr_init(&a);
  pthread_attr_setinheritsched(&a, PTHREAD_EXPLICIT_SCHED);
  pthread_attr_setschedpolicy(&a, policy);
  pthread_attr_setschedparam(&a, &(struct sched_param){priority});
  if (pthread_create(&t, &a, body, argument) != 0) puts("refused");
  return t;
}
static void rise(int priority) { sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){priority}); }
`

function outputOf(body: string, config: Partial<Config>): string {
  const { program, diagnostics } = compile(HEAD + body)
  if (!program) throw new Error(JSON.stringify(diagnostics))
  return run(program, { cores: 1, seed: 0, ...config }).stdout
}

test.each(['rr', 'fair', 'priority', 'mlfq'] as const)(
  'under %s a SCHED_FIFO task that was outranked goes on before its equals',
  (policy) => {
    const body = `
static sem_t go;
static void *high(void *p) { sem_wait(&go); puts("high"); return 0; }
static void *low(void *p) {
  printf("%s begins\\n", (char *)p);
  if (*(char *)p == 'a') sem_post(&go);
  printf("%s ends\\n", (char *)p);
  return 0;
}
int main(void) {
  rise(30);
  pthread_t t[] = {start(high, SCHED_FIFO, 20, 0), start(low, SCHED_FIFO, 10, "a"), start(low, SCHED_FIFO, 10, "b")};
  for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
  return 0;
}`
    expect(outputOf(body, { policy })).toBe('a begins\nhigh\na ends\nb begins\nb ends\n')
  },
)

test('a priority is lent along a chain of mutexes, and taken back with the mutex', () => {
  const body = `
static pthread_mutex_t first, second;
static sem_t held[2], go;
static void *low(void *p) {
  pthread_mutex_lock(&first);
  sem_post(&held[0]);
  sem_wait(&go);
  puts("low has it");
  pthread_mutex_unlock(&first);
  puts("low ends");
  return 0;
}
static void *middle(void *p) {
  pthread_mutex_lock(&second);
  sem_post(&held[1]);
  pthread_mutex_lock(&first);
  puts("middle");
  pthread_mutex_unlock(&first);
  pthread_mutex_unlock(&second);
  puts("middle ends");
  return 0;
}
static void *high(void *p) {
  pthread_mutex_lock(&second);
  puts("high");
  pthread_mutex_unlock(&second);
  return 0;
}
static void *other(void *p) { puts("other"); return 0; }
int main(void) {
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setprotocol(&a, PTHREAD_PRIO_INHERIT);
  pthread_mutex_init(&first, &a);
  pthread_mutex_init(&second, &a);
  rise(50);
  pthread_t t[4];
  t[0] = start(low, SCHED_FIFO, 10, 0);
  sem_wait(&held[0]);
  t[1] = start(middle, SCHED_FIFO, 20, 0);
  sem_wait(&held[1]);
  t[2] = start(high, SCHED_FIFO, 40, 0);
  usleep(1000);
  t[3] = start(other, SCHED_FIFO, 30, 0);
  sem_post(&go);
  for (int i = 0; i < 4; i++) pthread_join(t[i], 0);
  return 0;
}`
  expect(outputOf(body, { policy: 'rr' })).toBe('low has it\nmiddle\nhigh\nother\nmiddle ends\nlow ends\n')
})

test.each(['rr', 'fair'] as const)('under %s a SCHED_IDLE task waits for all others', (policy) => {
  const body = `
static void *idle(void *p) {
  sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){0});
  for (int i = 0; i < 3; i++) { puts("idle"); if (i == 0) sem_post(p); }
  return 0;
}
int main(void) {
  sem_t begun;
  sem_init(&begun, 0, 0);
  pthread_t t = start(idle, SCHED_OTHER, 0, &begun);
  sem_wait(&begun);
  for (int i = 0; i < 40; i++) printf("%d%c", i, i == 39 ? 10 : 32);
  for (int i = 0; i < 40; i++) sched_yield();
  puts("main");
  pthread_join(t, 0);
  return 0;
}`
  const numbers = Array.from({ length: 40 }, (_, i) => i).join(' ')
  expect(outputOf(body, { policy, quantum: 2 })).toBe(`idle\n${numbers}\nmain\nidle\nidle\n`)
})
