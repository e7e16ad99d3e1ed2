import { describe, expect, it } from 'vitest'
import { compile, run } from '../../index'

/** What keeps the kernel busy and the processor idle, or makes each call dearer than the one before. */
const GREEDY = {
  'a timer whose signal is ignored': `
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>
int main(void) {
  signal(SIGALRM, SIG_IGN);
  struct itimerval often = {{0, 1}, {0, 1}};
  setitimer(ITIMER_REAL, &often, 0);
  pause();
}`,
  'mappings without end': `
#include <sys/mman.h>
int main(void) {
  while (mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) { }
  for (;;) munmap(0, 4096);
}`,
  'a block that is moved as it grows': `
#include <stdlib.h>
int main(void) { void *p = 0; for (unsigned n = 0; ; ) p = realloc(p, n += 5000); }`,
  'long fills, copies, comparisons and searches': `
#include <stdlib.h>
#include <string.h>
int main(void) {
  enum { N = 8 << 20 };
  char *a = malloc(N), *b = malloc(N);
  memset(a, 'x', N - 1);
  memset(b, 'x', N - 1);
  a[N - 1] = b[N - 1] = 0;
  for (int sum = 0; ; ) {
    sum += strlen(a) + memcmp(a, b, N) + (strchr(a, 'y') != 0) + (strstr(a, "xxy") != 0);
    memmove(a + 1, a, N - 2);
  }
}`,
  'threads without end, one after another': `
#include <pthread.h>
static void *work(void *arg) { return arg; }
int main(void) {
  for (;;) {
    pthread_t t;
    if (pthread_create(&t, 0, work, 0) == 0) pthread_join(t, 0);
  }
}`,
  'long writes': `
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
int main(void) {
  char *p = calloc(8 << 20, 1);
  for (int fd = open("f", O_RDWR | O_CREAT, 0600); ; ) pwrite(fd, p, 8 << 20, 0);
}`,
  'forks of a large process': `
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  memset(malloc(8 << 20), 1, 8 << 20);
  for (;;) {
    if (fork() == 0) _exit(0);
    wait(0);
  }
}`,
  'an endless loop': 'int main(void) { for (;;) { } }',
  'endless forks': `
#include <unistd.h>
int main(void) { for (;;) fork(); }`,
  'processes that write to each other for ever': `
#include <unistd.h>
int main(void) {
  int fd[2];
  char c = 0;
  pipe(fd);
  fork();
  for (;;) { write(fd[1], &c, 1); read(fd[0], &c, 1); }
}`,
}

describe('a budget of steps', () => {
  for (const [name, source] of Object.entries(GREEDY))
    it(`ends ${name}, and tells it from a deadlock`, () => {
      const { program } = compile(source)
      if (!program) throw new Error('the program does not compile')
      const result = run(program, { cores: 2, limits: { steps: 1_000_000 } })
      expect([result.reason, result.status]).toEqual(['steps', 124])
    })
})
