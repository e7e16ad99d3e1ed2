#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char *base;
static size_t size = 262144;
static void *f(void *argument) {
  pthread_attr_t a;
  void *start;
  size_t n;
  int detached, here;
  printf("inside %d\n", (char *)&here >= base && (char *)&here < base + size);
  printf("%d\n", pthread_getattr_np(pthread_self(), &a));
  pthread_attr_getstack(&a, &start, &n);
  pthread_attr_getdetachstate(&a, &detached);
  printf("%d %d %d\n", start == base, n == size, detached);
  return 0;
}
static void *quick(void *argument) { return argument; }
int main(void) {
  pthread_attr_t a;
  pthread_t t;
  posix_memalign((void **)&base, 4096, size);
  pthread_attr_init(&a);
  pthread_attr_setstack(&a, base, size);
  pthread_create(&t, &a, f, 0);
  pthread_join(t, 0);
  pthread_attr_init(&a);
  pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
  pthread_create(&t, &a, quick, 0);
  printf("%s\n", strerror(pthread_join(t, 0)));
  pthread_create(&t, 0, quick, 0);
  usleep(50000);
  printf("kill of an ended thread: %d\n", pthread_kill(t, SIGUSR1));
  printf("cancel: %d\n", pthread_cancel(t));
  printf("join: %d\n", pthread_join(t, 0));
  return 0;
}
