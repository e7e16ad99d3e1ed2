#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_key_t key;
static int pipes[2];
static void tidy(void *p) { printf("tidy %s\n", (char *)p); }
static void lastly(void *p) { printf("destructor %s\n", (char *)p); }

static void *reads(void *p) {
  char c;
  pthread_setspecific(key, "reader");
  pthread_cleanup_push(tidy, "outer");
  pthread_cleanup_push(tidy, "inner");
  read(pipes[0], &c, 1);
  pthread_cleanup_pop(0);
  pthread_cleanup_pop(0);
  return NULL;
}

static void *refuses(void *p) {
  int old;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
  printf("was enabled %d\n", old == PTHREAD_CANCEL_ENABLE);
  usleep(100000);
  printf("still here\n");
  pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
  pthread_testcancel();
  printf("not reached\n");
  return NULL;
}

static void *spins(void *p) {
  int old;
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
  printf("was deferred %d\n", old == PTHREAD_CANCEL_DEFERRED);
  fflush(stdout);
  for (volatile long i = 0;; i++);
}

static void *pops(void *p) {
  pthread_cleanup_push(tidy, "skipped");
  pthread_cleanup_pop(0);
  pthread_cleanup_push(tidy, "executed");
  pthread_cleanup_pop(1);
  pthread_cleanup_push(tidy, "by exit");
  pthread_exit("value");
  pthread_cleanup_pop(0);
  return NULL;
}

static void run(void *(*f)(void *), int cancel) {
  pthread_t t;
  void *r;
  pthread_create(&t, NULL, f, NULL);
  usleep(50000);
  int c = cancel ? pthread_cancel(t) : 0;
  pthread_join(t, &r);
  printf("cancel %d ", c);
  printf("%s\n", r == PTHREAD_CANCELED ? "cancelled" : r ? (char *)r : "null");
}

static void before(void) { puts("before"); }
static void parent(void) { puts("in parent"); }
static void child(void) { puts("in child"); }

int main(void) {
  pipe(pipes);
  pthread_key_create(&key, lastly);
  run(reads, 1);
  run(refuses, 1);
  run(spins, 1);
  run(pops, 0);
  pthread_atfork(before, parent, child);
  fflush(stdout);
  pid_t p = fork();
  if (p == 0) exit(0);
  wait(NULL);
  fflush(stdout);
  printf("%d %d\n", pthread_kill(pthread_self(), 0), pthread_sigqueue(pthread_self(), 0, (union sigval){0}));
  return 0;
}
