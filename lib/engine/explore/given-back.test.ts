/** What is given back counts: blocks of the heap that others still use, robust mutexes and locks on files at the end of who holds them. */
import { expect, test } from 'vitest'
import { boot } from '..'
import { mapStates } from './state-map'
import { compiledSource, expectReplayed, explored, searchedGraph } from './test-program'

const source = (before: string, other: string, first: string) => `#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int *p;
static void *run(void *arg) { ${other} return 0; }
int main(void) {
  pthread_t t;
  ${before}
  pthread_create(&t, 0, run, 0);
  ${first}
  pthread_join(t, 0);
}
`
const ONE = 'p = malloc(8); p[0] = 1;'

test.each([
  // It reads what the allocator leaves in a block that it has back.
  ['free and a load', source(ONE, 'printf("%d", p[0] == 1);', 'free(p);'), ['0', '1']],
  [
    'free, a block that is given out again, and a store',
    source(ONE, 'p[0] = 7;', 'free(p); int *q = malloc(8); q[0] = 2; printf("%d", q[0]);'),
    ['2', '7'],
  ],
  [
    'realloc that moves, and a store',
    source(
      `${ONE} malloc(8);`,
      'p[0] = 5;',
      'int *q = realloc(p, 400); pthread_join(t, 0); printf("%d", q[0]);',
    ),
    ['1', '5'],
  ],
  [
    'realloc in place, and a store',
    source(ONE, 'p[0] = 5;', 'int *q = realloc(p, 400); pthread_join(t, 0); printf("%d", q[0]);'),
    ['5'],
  ],
  [
    'free and a function of the library',
    source('p = (int *)strdup("hi");', 'if (strcmp((char *)p, "hi") == 0) putchar(49);', 'free(p);'),
    ['', '1'],
  ],
])('%s', (_, text, outcomes) => {
  const program = compiledSource(text)
  const found = explored(program)
  expect(found.complete).toBe(true)
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
  // Where each way that each task can go on is made.
  const all = searchedGraph(program, { deferAfter: Infinity, full: true, shared: true })
  expect(all.found).toHaveProperty('endings.length', found.outcomes.length)
  expect(found.races.length).toBeGreaterThan(0)
  expectReplayed(program, found.outcomes)
  const map = mapStates((config) => boot(program, config), { states: 2000, work: 20_000_000 })
  while (!map.advance(1000));
  expect(map.result()).toBeNull()
})

test('a block that a lock hands over is freed in local work, whoever gets its bytes next', () => {
  const work = 'pthread_mutex_lock(&m); free(p); p = malloc(8); p[0] = 3; pthread_mutex_unlock(&m);'
  const text = source(ONE, work, work).replace(
    'static int *p;',
    'static int *p; static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;',
  )
  const found = explored(compiledSource(text))
  expect(found).toMatchObject({ complete: true, races: [], executions: 2 })
  // A schedule that tells of local work begins so.
  expect(found.outcomes.map(({ schedule }) => schedule?.includes('A0='))).toEqual([false])
})

const HELD = `#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct all { pthread_mutex_t m; int x; } *all;
static void *hold(void *arg) { pthread_mutex_lock(&all->m); all->x = 1; return 0; }
int main(void) {
  all = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&all->m, &a);
  pthread_t t;
  BEGIN
  int r = pthread_mutex_lock(&all->m);
  if (r == EOWNERDEAD) pthread_mutex_consistent(&all->m);
  printf("%d %d", r == EOWNERDEAD, all->x);
  pthread_mutex_unlock(&all->m);
  END
}
`
test.each([
  ['a thread', 'pthread_create(&t, 0, hold, 0);', 'pthread_join(t, 0);'],
  ['a process', 'if (fork() == 0) { hold(0); _exit(0); }', 'wait(0);'],
  [
    'a process with two threads',
    'if (fork() == 0) { pthread_create(&t, 0, hold, 0); pthread_join(t, 0); _exit(0); }',
    'wait(0);',
  ],
  ['a process that a signal ends', 'if (fork() == 0) { hold(0); raise(SIGKILL); }', 'wait(0);'],
])('what %s did is known to who has its robust mutex next', (_, begin, end) => {
  const found = explored(HELD.replace('BEGIN', begin).replace('END', end))
  expect(found).toMatchObject({ complete: true, races: [], deadlocks: [] })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['0 0', '1 1'])
})

const LOCKED = (lock: string, unlock: string) => `#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int *n = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  close(open("/tmp/lock", O_CREAT | O_RDWR, 0600));
  for (int i = 0; i < 2; i++) if (fork() == 0) {
    int f = open("/tmp/lock", O_RDWR);
    struct flock range = {.l_type = F_WRLCK};
    ${lock}
    (*n)++;
    ${unlock}
    _exit(0);
  }
  while (wait(0) > 0);
  printf("%d", *n);
}
`
const UNLOCK_RANGE = 'range.l_type = F_UNLCK; fcntl(f, F_SETLK, &range);'

test.each([
  ['flock', 'flock(f, LOCK_EX);', 'flock(f, LOCK_UN);', ['2'], 0],
  ['flock until it is closed', 'flock(f, LOCK_EX);', 'close(f);', ['2'], 0],
  ['flock until the end', 'flock(f, LOCK_EX);', '', ['2'], 0],
  ['a range', 'fcntl(f, F_SETLKW, &range);', UNLOCK_RANGE, ['2'], 0],
  ['a range until the end', 'fcntl(f, F_SETLKW, &range);', '', ['2'], 0],
  ['flock that is shared', 'flock(f, LOCK_SH);', 'flock(f, LOCK_UN);', ['1', '2'], 1],
  ['a range that is not waited for', 'fcntl(f, F_SETLK, &range);', UNLOCK_RANGE, ['1', '2'], 1],
])('a lock on a file orders processes: %s', (_, lock, unlock, outcomes, races) => {
  const found = explored(LOCKED(lock, unlock))
  expect(found).toMatchObject({ complete: true, deadlocks: [] })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
  expect(found.races).toHaveLength(races)
})
