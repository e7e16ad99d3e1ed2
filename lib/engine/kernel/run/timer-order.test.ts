/** Several timers that are over by the time that anybody looks. */
import { expect, test } from 'vitest'
import { compiledSource } from '../../explore/test-program'
import { run } from '../../index'

/** Two threads that sleep, and a first one that makes a child meanwhile, which takes 60 us in one step. */
const SLEEPERS = (first: number, second: number) => `#include <pthread.h>
#include <sched.h>
#include <unistd.h>
#include <sys/wait.h>
static void *sleeper(void *arg) {
  usleep((long)arg);
  write(1, (long)arg == ${first} ? "a" : "b", 1);
  return 0;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, sleeper, (void *)${first}L);
  pthread_create(&b, 0, sleeper, (void *)${second}L);
  for (int i = 0; i < 4; i++) sched_yield();
  if (fork() == 0) _exit(0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
`

test.each([
  [40, 20, 'ba'],
  [20, 40, 'ab'],
])('of sleepers of %i and %i us that are both due the earlier one wakes first', (first, second, printed) => {
  expect(run(compiledSource(SLEEPERS(first, second)), { cores: 1 }).stdout).toBe(printed)
})
