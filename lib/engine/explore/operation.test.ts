/** What is one operation of the explorer, and what conflicts with what. */
import { expect, test } from 'vitest'
import { boot, explore } from '../index'
import { compiledSource, expectReplayed, explored, TEST_BOUNDS } from './test-program'

const READER = (write: string) => `#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
struct pair { int a, b; } shared, other = {1, 1};
static void *writer(void *arg) {
  ${write}
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, writer, 0);
  int a = shared.a;
  int b = shared.b;
  pthread_join(t, 0);
  printf("%d %d\\n", a, b);
}
`

test.each([
  ['shared = other;', ['0 0\n', '0 1\n', '1 1\n']],
  ['memcpy(&shared, &other, sizeof shared);', ['0 0\n', '0 1\n', '1 1\n']],
  ['memmove(&shared, &other, sizeof shared);', ['0 0\n', '0 1\n', '1 1\n']],
  [
    'void *(*f)(void *, const void *, size_t) = memcpy; f(&shared, &other, sizeof shared);',
    ['0 0\n', '0 1\n', '1 1\n'],
  ],
  ['bcopy(&other, &shared, sizeof shared);', ['0 0\n', '0 1\n', '1 1\n']],
  ['memset(&shared, 1, sizeof shared);', ['0 0\n', '0 16843009\n', '16843009 16843009\n']],
  ['memset(&shared.b, 1, sizeof shared.b);', ['0 0\n', '0 16843009\n']],
])('%s is one write of its range', (write, outcomes) => {
  const program = compiledSource(READER(write))
  const found = explored(program)
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
  const lines = found.races.map(({ accesses }) => accesses.map(({ line }) => line))
  expect(lines).toEqual(
    write.includes('shared.b')
      ? [[7, 14]]
      : [
          [7, 13],
          [7, 14],
        ],
  )
  expectReplayed(program, found.outcomes)
})

test('what is copied is read: it races with who writes it', () => {
  const found = explored(`#include <pthread.h>
#include <string.h>
char from[8], to[8];
static void *writer(void *arg) { from[7] = 1; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, writer, 0);
  memcpy(to, from, 7);
  memcpy(to, from, 8);
  pthread_join(t, 0);
}
`)
  expect(found.races.map(({ accesses }) => accesses.map(({ line }) => line))).toEqual([[4, 9]])
})

test('a copy of the library for itself is no operation: strdup is as quiet as before', () => {
  const found = explored(`#include <pthread.h>
#include <string.h>
static void *quiet(void *arg) { strdup("text"); return 0; }
int main(void) {
  pthread_t t;
  strdup("first");
  pthread_create(&t, 0, quiet, 0);
  strdup("text");
  pthread_join(t, 0);
}
`)
  expect(found).toMatchObject({ executions: 1, races: [] })
})

const BOTH = (first: string, second = first) => `#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static void *one(void *arg) { ${first} return 0; }
static void *two(void *arg) { ${second} return 0; }
int main(void) {
  pthread_t t, u;
  pthread_create(&t, 0, one, 0);
  pthread_create(&u, 0, two, 0);
  pthread_join(t, 0);
  pthread_join(u, 0);
}
`

const LOCKED = 'flockfile(stdout); printf("e"); printf("f"); funlockfile(stdout);'

test.each([
  ['first mallocs', BOTH('free(malloc(10));'), 1],
  ['mallocs of every kind', BOTH('free(realloc(calloc(10, 8), 400000)); free(malloc(200000));'), 1],
  ['prints into memory', BOTH('char b[20]; snprintf(b, 20, "%d", 5);'), 1],
  ['prints to two descriptors', BOTH('fprintf(stdout, "o"); fflush(stdout);', 'fprintf(stderr, "e");'), 1],
  ['a print each', BOTH('printf("o");', 'printf("e");'), 2],
  ['two prints and one', BOTH('printf("o"); puts("o");', 'printf("e");'), 3],
  ['two prints each', BOTH('printf("o"); puts("o");', 'printf("e"); putchar(69);'), 6],
  ['a print each without a buffer', BOTH('fprintf(stderr, "o\\n");', 'fputs("e\\n", stderr);'), 2],
  ['prints that are sent at once', BOTH('printf("o"); fflush(stdout);', 'printf("e"); fflush(stdout);'), 6],
  ['a print, and two under one lock', BOTH('printf("o");', LOCKED), 2],
  [
    'a read lock each',
    BOTH('pthread_rwlock_rdlock(&l); pthread_rwlock_unlock(&l);').replace(
      'static void *one',
      'pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;\nstatic void *one',
    ),
    1,
  ],
  ['writes to one descriptor', BOTH('write(1, "o", 1);', 'write(1, "e", 1);'), 2],
])('executions of two threads with %s', (_, source, executions) => {
  const program = compiledSource(source)
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, executions, races: [], deadlocks: [] })
  expectReplayed(program, found.outcomes)
})

test('who never gives a stream back lets nobody print: a deadlock, told with who has what', () => {
  const program = compiledSource(`#include <pthread.h>
#include <stdio.h>
pthread_t t;
static void *other(void *arg) { printf("never\\n"); return 0; }
int main(void) {
  flockfile(stdout);
  pthread_create(&t, 0, other, 0);
  pthread_join(t, 0);
}
`)
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, outcomes: [], endless: null })
  const [deadlock] = found.deadlocks
  const tids = deadlock?.tasks.map(({ tid }) => tid)
  expect(deadlock?.tasks).toMatchObject([
    { call: 'pthread_join', line: 8, waitsFor: tids?.[1] },
    { call: 'flockfile', line: 4, waitsFor: tids?.[0] },
  ])
  expect(deadlock?.status).toBe(125)
  expectReplayed(program, found.deadlocks)
})

test('who only tries a stream never waits for it: it is had, or it is not, and there is no deadlock', () => {
  const found = explored(`#include <pthread.h>
#include <stdio.h>
int got = -1;
static void *other(void *arg) {
  got = ftrylockfile(stdout);
  if (got == 0) funlockfile(stdout);
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  flockfile(stdout);
  pthread_join(t, 0);
  funlockfile(stdout);
  printf("%d", got != 0);
}
`)
  expect(found).toMatchObject({ complete: true, executions: 2, deadlocks: [] })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['0', '1'])
})

test('more tasks than a word has bits: their orders are looked at all the same', () => {
  const found = explored(`#include <pthread.h>
#include <stdio.h>
int x;
static void *early(void *arg) { return 0; }
static void *late(void *arg) { x++; return 0; }
int main(void) {
  pthread_t t, u;
  for (int i = 0; i < 40; i++) {
    pthread_create(&t, 0, early, 0);
    pthread_join(t, 0);
  }
  pthread_create(&t, 0, late, 0);
  pthread_create(&u, 0, late, 0);
  pthread_join(t, 0);
  pthread_join(u, 0);
  printf("%d\\n", x);
}
`)
  expect(found).toMatchObject({ complete: true, cut: null, executions: 4 })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['1\n', '2\n'])
})

test('at most 200 bytes are kept of a state; when what is allowed is too little the search says so', () => {
  const increments = (n: number) => 'x++; '.repeat(n)
  const program = compiledSource(BOTH(increments(5)).replace('static void *one', 'int x;\nstatic void *one'))
  const searched = (bytes = Infinity) => {
    const run = explore((asked) => boot(program, asked), { ...TEST_BOUNDS, bytes })
    while (!run.advance(1000));
    return run.result()
  }
  const whole = searched()
  expect(whole).toMatchObject({ complete: true, cut: null })
  expect(whole.bytes / whole.states).toBeLessThan(200)
  const tight = searched(90_000)
  expect(tight).toMatchObject({ complete: false, cut: 'memory' })
  expect(tight.outcomes.length).toBeGreaterThan(0)
})

test('what is to come below a state counts too, which is known only when the search goes back', () => {
  const program = compiledSource(`#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < 500; i++) { if (fork() == 0) _exit(0); wait(0); }
  return 0;
}
`)
  const bytes = 4 << 20
  const run = explore((asked) => boot(program, asked), { ...TEST_BOUNDS, bytes })
  while (!run.advance(1000));
  const found = run.result()
  expect(found).toMatchObject({ complete: false, cut: 'memory' })
  expect(found.bytes).toBeLessThan(1.5 * bytes)
})
