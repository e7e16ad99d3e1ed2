/** Moves that are put off come out as if the machine had made each at once: the law on programs that come near its edges. */
import { expect, test } from 'vitest'
import { compiledSource, searchedGraph } from './test-program'

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
  [
    'what a string function reads beyond its call',
    threads(2, 'char s[8] = "ab"; int n;', 'if (me) s[1] = 0; else n = strlen(s);', 'n'),
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
  const program = compiledSource(source)
  expect(searchedGraph(program, 0)).toEqual(searchedGraph(program, Infinity))
})
