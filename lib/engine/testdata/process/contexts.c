/* Threads of the program's own: contexts that hand the processor to one another. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#define WORKERS 3
static ucontext_t home, workers[WORKERS], place;
static char stacks[WORKERS][16384];
static int turn, rounds;

static void work(int number, int limit) {
  char line[40];
  for (int i = 0; i < limit; i++) {
    sprintf(line, "worker %d round %d", number, i);
    puts(line);
    turn = (number + 1) % WORKERS;
    swapcontext(&workers[number], &workers[turn]);
  }
  printf("worker %d ends\n", number);
}

static int depth(int n) {
  if (n == 0) return 0;
  swapcontext(&workers[0], &home);
  return 1 + depth(n - 1);
}

static void deep(void) { printf("depth %d\n", depth(4)); }

static void many(int a, int b, int c, int d, int e, int f) { printf("%d %d %d %d %d %d\n", a, b, c, d, e, f); }

static void make(int i, ucontext_t *link) {
  getcontext(&workers[i]);
  workers[i].uc_stack.ss_sp = stacks[i];
  workers[i].uc_stack.ss_size = sizeof stacks[i];
  workers[i].uc_link = link;
}

int main(void) {
  for (int i = 0; i < WORKERS; i++) {
    make(i, i + 1 < WORKERS ? &workers[i + 1] : &home);
    makecontext(&workers[i], (void (*)(void))work, 2, i, 3);
  }
  printf("%d\n", swapcontext(&home, &workers[0]));
  puts("all have ended");

  make(0, &home);
  makecontext(&workers[0], deep, 0);
  for (int i = 0; i < 5; i++) {
    swapcontext(&home, &workers[0]);
    printf("back %d\n", i);
  }

  make(1, &home);
  makecontext(&workers[1], (void (*)(void))many, 6, 1, 2, 3, 4, 5, 6);
  swapcontext(&home, &workers[1]);

  volatile int passes = 0;
  getcontext(&place);
  printf("pass %d\n", ++passes);
  if (passes < 3) setcontext(&place);

  sigset_t set, now;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  getcontext(&place);
  sigprocmask(SIG_SETMASK, NULL, &now);
  printf("blocked %d\n", sigismember(&now, SIGUSR1));
  if (++rounds == 1) {
    sigprocmask(SIG_BLOCK, &set, NULL);
    setcontext(&place);
  }
  make(2, NULL);
  makecontext(&workers[2], (void (*)(void))puts, 1, "the last one takes the process with it");
  setcontext(&workers[2]);
  return 5;
}
