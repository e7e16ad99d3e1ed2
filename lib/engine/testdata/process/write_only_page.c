#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
static sigjmp_buf env;
static void on(int s, siginfo_t *i, void *c) { (void)c; siglongjmp(env, s * 10 + i->si_code); }
#define TRY(e) do { int r = sigsetjmp(env, 1); if (r) printf("%-24s signal %d\n", #e, r); else printf("%-24s %d\n", #e, (int)(e)); } while (0)
int main(void) {
  struct sigaction sa = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  sigaction(SIGSEGV, &sa, 0); sigaction(SIGBUS, &sa, 0);
  char *p = mmap(0, 8192, PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  volatile char *v = p;
  TRY(v[0] = 5); TRY(v[0]); TRY(v[4096]); TRY(v[4096] = 7);
  volatile char *x = mmap(0, 4096, PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  TRY(x[0]); TRY(x[0] = 1);
  volatile char *n = mmap(0, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  TRY(n[0]); TRY(n[0] = 1);
  TRY(mprotect((void *)n, 4096, PROT_WRITE)); TRY(n[0]); TRY(n[0] = 1); TRY(n[0]);
  TRY(mprotect((void *)n, 4096, PROT_NONE)); TRY(n[0]);
  TRY(mprotect((void *)n, 4096, PROT_READ)); TRY(n[0]); TRY(n[0] = 3);
  TRY(mprotect((void *)n, 4096, PROT_WRITE)); TRY(n[0]); TRY(n[0] = 4); TRY(n[0]);
  int f = open("wf", O_RDWR | O_CREAT | O_TRUNC, 0644);
  ftruncate(f, 8192);
  pwrite(f, "A", 1, 4096);
  volatile char *s = mmap(0, 8192, PROT_WRITE, MAP_SHARED, f, 0), *q = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, f, 0);
  TRY(s[0]); TRY(s[0] = 2); TRY(s[0]); TRY(q[0]); TRY(q[4096]);
  TRY(q[4096] = 'B'); TRY(q[4096]);
  TRY(ftruncate(f, 100)); TRY(q[4096]); TRY(s[4096]); TRY(q[0]); TRY(q[4096] = 1); TRY(s[4096] = 1);
  TRY(ftruncate(f, 8192)); TRY(q[4096]); TRY(s[4096]);
  unlink("wf");
  puts("done");
  return 0;
}
