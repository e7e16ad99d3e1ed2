/** What glibc and Linux do, seen in every order. */
import { expect, test } from 'vitest'
import { run } from '../index'
import { compiledSource, expectReplayed, explored, printed } from './test-program'

test('of two threads that join each other neither is told: both wait for ever, in a plain run too', () => {
  const program = compiledSource(`#include <pthread.h>
pthread_t first;
static void *other(void *arg) { return (void *)(long)pthread_join(first, 0); }
int main(void) {
  pthread_t second;
  first = pthread_self();
  pthread_create(&second, 0, other, 0);
  return pthread_join(second, 0);
}
`)
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, outcomes: [], deadlocks: [{ status: 125 }] })
  expect(run(program, {}).reason).toBe('deadlock')
  expect(
    printed(
      '#include <pthread.h>\n#include <stdio.h>\nint main(void) { printf("%d", pthread_join(pthread_self(), 0)); }',
    ),
  ).toEqual(['35'])
})

test.each([
  ['', 136],
  ['signal(SIGFPE, SIG_IGN);', 136],
  ['sigset_t all; sigfillset(&all); sigprocmask(SIG_BLOCK, &all, 0);', 136],
  ['pthread_barrier_init(&b, 0, 1);', 0],
])('%s a wait on a barrier that nobody has made divides by zero', (first, status) => {
  const program = compiledSource(`#include <pthread.h>
#include <signal.h>
pthread_barrier_t b;
int main(void) {
  ${first}
  pthread_barrier_wait(&b);
  return 0;
}
`)
  expect(explored(program)).toMatchObject({ complete: true, outcomes: [{ status }], deadlocks: [] })
  expect(run(program, {}).status).toBe(status)
})

const TAKEN = (blocks: string) => `#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>
static __thread char name = 'm';
static sem_t ready;
static void on_signal(int number) { write(1, &name, 1); }
static void *other(void *arg) {
  name = 't';
  sem_post(&ready);
  pause();
  return 0;
}
int main(void) {
  signal(SIGUSR1, on_signal);
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  sem_wait(&ready);
  ${blocks}
  kill(getpid(), SIGUSR1);
  write(1, ".", 1);
}
`

test('a signal to a process may be taken by any thread that does not block it, one that sleeps too', () => {
  const open = compiledSource(TAKEN(''))
  const found = explored(open)
  const outputs = found.outcomes.map(({ stdout }) => stdout).sort()
  expect(found.complete).toBe(true)
  // The one that sleeps may be slower than the end of the process.
  expect(outputs).toEqual(['.', '.t', 'm.', 't.'])
  expectReplayed(open, found.outcomes)
  // Linux lets the first thread have it.
  for (let seed = 0; seed < 5; seed++) expect(run(open, { seed, quantum: 3 }).stdout).toBe('m.')
  const blocked = printed(TAKEN('sigset_t all; sigfillset(&all); pthread_sigmask(SIG_BLOCK, &all, 0);'))
  expect(blocked).toEqual(['.', '.t', 't.'])
})

const FUTEX = (count: number) =>
  compiledSource(`#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>
int word;
sem_t asleep;
static void *waiter(void *arg) {
  sem_post(&asleep);
  syscall(SYS_futex, &word, FUTEX_WAIT, 0, 0, 0, 0);
  write(1, arg, 1);
  _exit(0);
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, waiter, "a");
  pthread_create(&t, 0, waiter, "b");
  sem_wait(&asleep);
  sem_wait(&asleep);
  syscall(SYS_futex, &word, FUTEX_WAKE, ${count}, 0, 0, 0);
  pthread_join(t, 0);
}
`)

test('which of those that wait a futex wakes is looked at, both', () => {
  const program = FUTEX(1)
  const found = explored(program)
  expect(found.complete).toBe(true)
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['a', 'b'])
  // Whoever comes too late is never woken.
  expect(found.deadlocks.length).toBeGreaterThan(0)
  expectReplayed(program, [...found.outcomes, ...found.deadlocks])
  // In a plain run it is the one that has waited longest, whatever the seed.
  for (const seed of [0, 1, 2]) expect(run(program, { seed, quantum: 50 }).stdout).toBe('a')
})

test('who only tries to join does not wait: it may be too early', () => {
  const source = `#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
static void *other(void *arg) { return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  int failure = pthread_tryjoin_np(t, 0);
  if (failure) pthread_join(t, 0);
  printf("%d", failure);
}
`
  expect(printed(source)).toEqual(['0', '16'])
})

test('of two processes that wait for each other by locks on a range one is told so, and none waits for ever', () => {
  const program = compiledSource(`#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int status, fd = open("/tmp/l", O_CREAT | O_RDWR, 0600);
  pid_t child = fork();
  struct flock mine = {F_WRLCK, SEEK_SET, child ? 0 : 1, 1}, others = {F_WRLCK, SEEK_SET, child ? 1 : 0, 1};
  fcntl(fd, F_SETLKW, &mine);
  int got = fcntl(fd, F_SETLKW, &others) == 0;
  if (!child) _exit(got);
  close(fd);
  wait(&status);
  printf("%d%d", got, WEXITSTATUS(status));
}
`)
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, deadlocks: [] })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['01', '10', '11'])
  expectReplayed(program, found.outcomes)
})

test.each([
  ['relaxed', 1],
  ['acquire', 0],
])('a compare-and-swap that fails has the order that is given for it: %s', (order, races) => {
  const found = explored(`#include <pthread.h>
#include <stdatomic.h>
int data;
atomic_int flag;
static void *other(void *arg) {
  data = 1;
  atomic_store_explicit(&flag, 1, memory_order_release);
  return 0;
}
int main(void) {
  pthread_t t;
  int seen = 5;
  pthread_create(&t, 0, other, 0);
  atomic_compare_exchange_strong_explicit(&flag, &seen, 9, memory_order_acq_rel, memory_order_${order});
  return seen == 1 ? data : 0;
}
`)
  expect(found.races).toHaveLength(races)
})

test('others may go on before the end that a fault brings', () => {
  const program = compiledSource(`#include <pthread.h>
#include <unistd.h>
static int none;
static void *other(void *arg) { int by = none, sum = 7; return (void *)(long)(sum / by); }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  write(1, "a", 1);
  write(1, "b", 1);
  pthread_join(t, 0);
}
`)
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, executions: 4 })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['', 'a', 'ab'])
  expectReplayed(program, found.outcomes)
})

const SPINNING = (main: string, other: string) => `#include <pthread.h>
pthread_spinlock_t s;
static void *other(void *arg) { ${other} return 0; }
int main(void) {
  pthread_t t;
  pthread_spin_init(&s, 0);
  pthread_create(&t, 0, other, 0);
  ${main}
}
`

test.each([
  ['taken twice by main', 'pthread_spin_lock(&s); pthread_spin_lock(&s);', ''],
  [
    'taken twice by a thread that is joined',
    'pthread_join(t, 0);',
    'pthread_spin_lock(&s); pthread_spin_lock(&s);',
  ],
  ['held by a thread that has ended', 'pthread_join(t, 0); pthread_spin_lock(&s);', 'pthread_spin_lock(&s);'],
])('a spin lock %s is waited for by trying again and again: endless, and no deadlock', (_, main, other) => {
  expect(explored(SPINNING(main, other))).toMatchObject({
    complete: true,
    outcomes: [],
    deadlocks: [],
    endless: { schedule: expect.any(String) },
    executions: null,
  })
})

test('a spin lock that is given back costs no endless run, and each order is one execution', () => {
  const both = 'pthread_spin_lock(&s); pthread_spin_unlock(&s);'
  expect(explored(SPINNING(`${both} pthread_join(t, 0);`, both))).toMatchObject({
    complete: true,
    deadlocks: [],
    endless: null,
    executions: 2,
  })
})

test.each([
  [
    'pthread_create stores',
    'static pthread_t t[2];',
    'printf("%d", t[1] != 0);',
    'pthread_create(&t[0], 0, look, 0); pthread_create(&t[1], 0, none, 0); pthread_join(t[1], 0);',
    ['0', '1'],
  ],
  [
    'pthread_join stores',
    'static pthread_t t[2]; static void *got;',
    'printf("%d", got != 0);',
    'pthread_create(&t[1], 0, none, t); pthread_create(&t[0], 0, look, 0); pthread_join(t[1], &got);',
    ['0', '1'],
  ],
])('what %s another thread may read before, and races with', (_, globals, look, body, outcomes) => {
  const program = compiledSource(`#include <pthread.h>
#include <stdio.h>
${globals}
static void *none(void *arg) { return arg; }
static void *look(void *arg) { ${look} return 0; }
int main(void) { ${body} pthread_join(t[0], 0); }
`)
  const found = explored(program)
  expect(found.complete).toBe(true)
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
  expect(found.races).toHaveLength(1)
})
