#include <signal.h>
#include <stdio.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
static sigjmp_buf env;
static volatile int zero;
int divide(int a) { return a / zero; }
int after(void) { return 1; }
static void on(int s, siginfo_t *i, void *c) {
  (void)c;
  uintptr_t a = (uintptr_t)i->si_addr;
  if (s == SIGFPE || s == SIGILL) printf("%d code %d inside %d\n", s, i->si_code, a >= (uintptr_t)divide && a < (uintptr_t)after);
  else printf("%d code %d addr %#lx\n", s, i->si_code, (unsigned long)a);
  siglongjmp(env, 1);
}
static void at(unsigned long a, int w) {
  if (sigsetjmp(env, 1)) return;
  if (w) *(volatile char *)a = 1; else { volatile char c = *(volatile char *)a; (void)c; }
}
int main(void) {
  struct sigaction sa = {0};
  sa.sa_sigaction = on; sa.sa_flags = SA_SIGINFO;
  sigaction(SIGFPE, &sa, 0); sigaction(SIGSEGV, &sa, 0); sigaction(SIGILL, &sa, 0); sigaction(SIGBUS, &sa, 0);
  if (!sigsetjmp(env, 1)) divide(3);
  unsigned long as[] = {0, 8, 0x1234, 0x7ffffff0000, 0x7fffffffff000, 0x00007ffffffff000, 0x0000800000000000, 0xdeadbeefdeadbeef, 0xffffffffffffffff, 0xffff800000000000, 0xffffffff81000000, 0x123456789abc};
  for (unsigned i = 0; i < sizeof as / sizeof *as; i++) { at(as[i], 0); at(as[i], 1); }
  *(char *)"const" ;
  if (!sigsetjmp(env, 1)) { void (*f)(void) = (void (*)(void))8; f(); }
  return 0;
}
