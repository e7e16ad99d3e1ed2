#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int word;

static void *wakes(void *p) {
  usleep(50000);
  __atomic_store_n(&word, 1, __ATOMIC_SEQ_CST);
  return (void *)syscall(SYS_futex, &word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

int main(void) {
  printf("%d %d\n", (int)syscall(SYS_getpid) == getpid(), (int)syscall(SYS_gettid) == gettid());
  fflush(stdout);
  printf("%ld\n", syscall(SYS_write, 1, "raw\n", 4));
  printf("%ld %d\n", syscall(SYS_write, 99, "x", 1), errno == EBADF);
  pthread_t t;
  pthread_create(&t, NULL, wakes, NULL);
  printf("%ld\n", syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0));
  void *woken;
  pthread_join(t, &woken);
  printf("woke %ld\n", (long)woken);
  printf("%ld %d\n", syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0), errno == EAGAIN);
  struct timespec brief = {0, 20000000};
  printf("%ld %d\n", syscall(SYS_futex, &word, FUTEX_WAIT, 1, &brief, NULL, 0), errno == ETIMEDOUT);
  int ends[2];
  printf("%ld\n", syscall(SYS_pipe2, ends, 0));
  printf("%ld %d\n", syscall(99999), errno == ENOSYS);
  printf("%d %d\n", clock_settime(CLOCK_MONOTONIC, &brief), errno == EINVAL);
  return 0;
}
