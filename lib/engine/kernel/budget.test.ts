import { describe, expect, it } from 'vitest'
import { compile, run } from '..'

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
