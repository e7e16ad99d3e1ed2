/* A stack that has run over leaves no room for its own signal's handler; another stack does. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char stack[16384];

static void overflown(int s) {
  char here;
  write(1, &here >= stack && &here < stack + sizeof stack ? "on its own stack\n" : "on the thread's stack\n", 17);
  _exit(3);
}

static int recurse(int n) {
  volatile char room[4000];
  room[0] = n;
  return recurse(n + 1) + room[0];
}

int main(void) {
  stack_t s = {.ss_sp = stack, .ss_size = sizeof stack}, was;
  printf("%d\n", sigaltstack(&s, NULL));
  sigaltstack(NULL, &was);
  printf("%d %d\n", was.ss_sp == stack, (int)was.ss_flags);
  fflush(stdout);
  struct sigaction act = {0};
  act.sa_handler = overflown;
  act.sa_flags = SA_ONSTACK;
  sigaction(SIGSEGV, &act, NULL);
  return recurse(0);
}
