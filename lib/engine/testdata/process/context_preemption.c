/* A timer takes the processor from one context and gives it to the next. */
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <ucontext.h>
static ucontext_t home, contexts[2];
static char stacks[2][65536];
static volatile int now, switches, done[2];

static void tick(int signal) {
  int from = now;
  if (++switches > 6 || done[!from]) return;
  now = !from;
  swapcontext(&contexts[from], &contexts[now]);
}

static void spin(int number) {
  while (switches < 6) continue;
  done[number] = 1;
  if (!done[!number]) {
    now = !number;
    swapcontext(&contexts[number], &contexts[now]);
  }
}

int main(void) {
  struct itimerval every = {{0, 2000}, {0, 2000}};
  signal(SIGALRM, tick);
  for (int i = 0; i < 2; i++) {
    getcontext(&contexts[i]);
    contexts[i].uc_stack.ss_sp = stacks[i];
    contexts[i].uc_stack.ss_size = sizeof stacks[i];
    contexts[i].uc_link = &home;
    makecontext(&contexts[i], (void (*)(void))spin, 1, i);
  }
  setitimer(ITIMER_REAL, &every, NULL);
  swapcontext(&home, &contexts[0]);
  every = (struct itimerval){{0}};
  setitimer(ITIMER_REAL, &every, NULL);
  printf("both ended: %d %d\n", done[0], done[1]);
  return 0;
}
