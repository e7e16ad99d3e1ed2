/** Moves that are put off come out as if the machine had made each at once: the law on programs that come near its edges. */
import { expect, test } from 'vitest'
import { compiledSource, expectAsIfAtOnce } from './test-program'

/** Threads that do the same, and what is printed in the end. */
function threads(count: number, globals: string, task: string, printed = '0'): string {
  return `#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
${globals}
static void *task(void *arg) { long me = (long)arg; (void)me; ${task} return 0; }
int main(void) {
  pthread_t t[${count}];
  for (long i = 0; i < ${count}; i++) pthread_create(&t[i], 0, task, (void *)i);
  for (int i = 0; i < ${count}; i++) pthread_join(t[i], 0);
  printf("%d\\n", (int)(${printed}));
}
`
}

/** One writes to a string, and what was there before to its beginning; the other looks at the beginning, then uses all of it. */
function strings(use: string): string {
  return threads(
    2,
    'char s[16] = "abcdefgh"; int n;',
    `if (me) { s[6] = 0; s[0] = 'a'; } else { int k = 0; if (s[0]) { ${use} } n = s[0] + k - s[0]; }`,
    'n',
  )
}

test.each([
  ['plain accesses', threads(2, 'int x;', 'x++; x++;', 'x')],
  ['bytes of one word', threads(2, 'char x[4];', 'x[me]++; x[3] = x[1 - me];', 'x[3]')],
  [
    'a lock, and a copy of a struct',
    threads(
      2,
      'pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; struct { long a, b; } x, y;',
      'pthread_mutex_lock(&m); x.a++; y = x; pthread_mutex_unlock(&m);',
      'y.a',
    ),
  ],
  [
    'a robust mutex whose owner ends',
    threads(
      2,
      'pthread_mutex_t m; pthread_mutexattr_t a; pthread_once_t o; static void make(void) { pthread_mutexattr_init(&a); pthread_mutexattr_setrobust(&a, 1); pthread_mutex_init(&m, &a); }',
      'pthread_once(&o, make); if (pthread_mutex_lock(&m) == EOWNERDEAD) write(1, "d", 1);',
    ),
  ],
  [
    'errno, and a try that fails',
    threads(
      2,
      'sem_t s; _Thread_local int mine; int sum;',
      'if (sem_trywait(&s) < 0) mine = errno; else mine = 1; sem_post(&s); sum += mine;',
      'sum',
    ),
  ],
  [
    'what the library keeps: the heap and a stream',
    threads(2, 'int *p;', 'int *q = malloc(8); *q = me; p = q; printf("%d", (int)me); if (me) free(q);'),
  ],
  ['what a string function reads beyond a word that was looked at before', strings('k = strlen(s);')],
  ...[
    ['strcmp', 'k = strcmp(s, "abcdefgh") < 0;'],
    ['strcpy', 'char own[16]; strcpy(own, s); k = own[6] == 0;'],
    ['snprintf', 'k = snprintf(0, 0, "%s", s);'],
    ['C of the library that copies', 'char *own = strdup(s); k = own[6] == 0;'],
  ].map(([name, use]) => [`the same by ${name}`, strings(use as string)]),
  [
    'a private page of a file',
    `#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
int *page;
static void *f(void *arg) { page[0] = (long)arg; int k = page[0]; page[3] = k; return 0; }
int main(void) {
  int fd = open("/tmp/f", O_RDWR | O_CREAT, 0600);
  ftruncate(fd, 4096);
  page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  pthread_t a, b;
  pthread_create(&a, 0, f, (void *)0);
  pthread_create(&b, 0, f, (void *)1);
  pthread_join(a, 0);
  pthread_join(b, 0);
  printf("%d\\n", page[3]);
}
`,
  ],
  [
    'a thread that runs on a stack of its own making',
    `#include <pthread.h>
#include <stdio.h>
#include <ucontext.h>
pthread_mutex_t m[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
ucontext_t back, there; static char area[65536]; int x, y;
static void body(void) { for (int i = 0; i < 2; i++) { pthread_mutex_lock(&m[i]); x++; pthread_mutex_unlock(&m[i]); } }
static void *f(void *arg) { for (int i = 0; i < 2; i++) { pthread_mutex_lock(&m[i]); y = 10 * y + x; pthread_mutex_unlock(&m[i]); } return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, f, 0);
  getcontext(&there);
  there.uc_stack.ss_sp = area; there.uc_stack.ss_size = sizeof area; there.uc_link = &back;
  makecontext(&there, body, 0);
  swapcontext(&back, &there);
  pthread_join(t, 0);
  printf("%d\\n", y);
}
`,
  ],
  [
    'a variable on the stack of another thread',
    threads(
      2,
      'int *volatile p; int seen;',
      'int own = 0; if (me) p = &own; else if (p) { *p = 7; seen = *p; }',
      'seen',
    ),
  ],
  [
    'compare and swap, and fences',
    threads(
      2,
      'atomic_int x; int y;',
      'int was = 0; if (!atomic_compare_exchange_strong(&x, &was, 1)) y = was; atomic_thread_fence(memory_order_seq_cst);',
      'y',
    ),
  ],
  [
    'a value that threads return and a detached one',
    '#include <pthread.h>\n#include <stdio.h>\nint x;\nstatic void *f(void *p) { x++; return p; }\nint main(void) { pthread_t a, b; void *r; pthread_create(&a, 0, f, &x); pthread_create(&b, 0, f, &x); pthread_detach(b); pthread_join(a, &r); printf("%d %d", r == &x, x); }',
  ],
  [
    'a page that is unmapped under another',
    threads(
      2,
      'char *page;',
      'if (me) { page = mmap(0, 4096, 3, 34, -1, 0); page[1] = 1; munmap(page, 4096); } else if (page) page[1] = 2;',
    ),
  ],
  [
    'signals to a handler and to a process',
    threads(
      2,
      'volatile int x; static void on(int s) { x += 10; }',
      'signal(SIGUSR1, on); if (me) raise(SIGUSR1); else kill(getpid(), SIGUSR1); x++;',
      'x',
    ),
  ],
  [
    'cancelled in a wait',
    '#include <pthread.h>\n#include <semaphore.h>\nsem_t s; int x;\nstatic void *f(void *p) { x++; sem_wait(&s); x++; return p; }\nint main(void) { pthread_t a; pthread_create(&a, 0, f, 0); x++; pthread_cancel(a); pthread_join(a, 0); return x; }',
  ],
])('%s', (_, source) => {
  const program = compiledSource(source as string)
  const put = expectAsIfAtOnce(program, { deferAfter: 0 })
  expect(put.made).toBeLessThan(put.moves)
  expectAsIfAtOnce(program, { deferAfter: SOME_MOVES })
  expectAsIfAtOnce(program, { deferAfter: 0, wakes: 'any time' })
})

/** Moves after which what is known begins to be kept in the middle of a program, with moves behind and before it to go back to. */
const SOME_MOVES = 20

test.each([
  [
    'what a string function reads beyond its call',
    threads(2, 'char s[8] = "ab"; int n;', 'if (me) s[1] = 0; else n = strlen(s);', 'n'),
  ],
  [
    'a variable on the stack of main',
    `#include <pthread.h>
#include <stdio.h>
int seen;
static void *f(void *arg) { volatile int *p = arg; seen = *p; return 0; }
int main(void) {
  volatile int v = 0;
  pthread_t t;
  pthread_create(&t, 0, f, (void *)&v);
  v = 1;
  v = 2;
  pthread_join(t, 0);
  printf("%d\\n", seen);
}
`,
  ],
  [
    'what the library writes on a stack that the program gave',
    `#include <pthread.h>
#include <stdio.h>
#include <string.h>
static char area[65536] __attribute__((aligned(4096)));
char *volatile p; volatile int y, seen;
static void *f(void *arg) { char own[4] = "a"; p = own; y = 0; strcpy(own, "b"); y = 0; return 0; }
int main(void) {
  pthread_attr_t a; pthread_t t;
  pthread_attr_init(&a); pthread_attr_setstack(&a, area, sizeof area);
  pthread_create(&t, &a, f, 0);
  char *q = p;
  if (q) { y; seen = *q; }
  pthread_join(t, 0);
  printf("%d\\n", seen);
}
`,
  ],
])('nothing is put off: %s', (_, source) => {
  const { made, moves } = expectAsIfAtOnce(compiledSource(source), { deferAfter: 0 })
  expect(made).toBe(moves)
})

test('when moves that were put off are made late too often, nothing is put off any more, and the same comes of it', () => {
  const program = compiledSource(threads(3, 'int x;', 'x++; x++;', 'x'))
  const free = expectAsIfAtOnce(program, { deferAfter: 0, mostLate: Infinity })
  const bound = expectAsIfAtOnce(program, { deferAfter: 0, mostLate: -Infinity })
  expect(free.made).toBeLessThan(free.moves / 2)
  expect(bound.made).toBeGreaterThan(bound.moves / 2)
})
