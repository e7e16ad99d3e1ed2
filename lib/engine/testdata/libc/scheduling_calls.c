#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int shared;
static int child(void *p) {
  shared += *(int *)p;
  return 6;
}

int main(void) {
  struct sched_param p = {0};
  printf("%d %d\n", sched_getscheduler(0), sched_getparam(0, &p));
  printf("%d\n", p.sched_priority);
  printf("%d %d\n", sched_get_priority_min(SCHED_FIFO), sched_get_priority_max(SCHED_RR));
  printf("%d %d\n", sched_get_priority_max(SCHED_OTHER), sched_get_priority_max(99) == -1 && errno == EINVAL);
  printf("%d %d\n", sched_setscheduler(0, SCHED_BATCH, &p), sched_getscheduler(0));
  printf("%d %d\n", sched_setparam(0, &p), sched_setscheduler(0, SCHED_OTHER, &p));
  struct timespec t;
  printf("%d\n", sched_rr_get_interval(0, &t));
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(0, &set);
  printf("%d %d %d\n", CPU_COUNT(&set), CPU_ISSET(0, &set) != 0, CPU_ISSET(1, &set) != 0);
  printf("%d\n", sched_setaffinity(0, sizeof set, &set));
  CPU_CLR(0, &set);
  printf("%d\n", sched_getaffinity(0, sizeof set, &set));
  printf("%d %d\n", CPU_COUNT(&set), sched_getcpu());
  printf("%d\n", sched_yield());
  char *stack = malloc(65536);
  int add = 4, status;
  pid_t pid = clone(child, stack + 65536, CLONE_VM | SIGCHLD, &add);
  waitpid(pid, &status, 0);
  printf("%d %d\n", WEXITSTATUS(status), shared);
  pid = clone(child, stack + 65536, SIGCHLD, &add);
  waitpid(pid, &status, 0);
  printf("%d %d\n", WEXITSTATUS(status), shared);
  printf("%d %d\n", clone(NULL, stack, 0, NULL), errno == EINVAL);
  printf("%d\n", unshare(CLONE_FS));
  errno = 0;
  printf("%d %d\n", getpriority(PRIO_PROCESS, 0), setpriority(PRIO_PROCESS, 0, 3));
  printf("%d\n", getpriority(PRIO_PROCESS, 0));
  return 0;
}
