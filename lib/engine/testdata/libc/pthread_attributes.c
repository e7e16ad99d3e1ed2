#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char stack[65536] __attribute__((aligned(4096)));
static int value;
#define GET(call) (value = -99, call, value)

static void *onMine(void *p) {
  char here;
  return (void *)(long)(&here >= stack && &here < stack + sizeof stack);
}

static void *name(void *p) {
  char b[16];
  pthread_setname_np(pthread_self(), "worker");
  pthread_getname_np(pthread_self(), b, sizeof b);
  printf("%s\n", b);
  return NULL;
}

int main(void) {
  pthread_attr_t a;
  struct sched_param p = {5}, q;
  size_t size;
  void *where;
  pthread_t t;
  printf("%d\n", pthread_attr_init(&a));
  printf("%d %d %d %d\n", GET(pthread_attr_getdetachstate(&a, &value)), GET(pthread_attr_getinheritsched(&a, &value)),
         GET(pthread_attr_getscope(&a, &value)), GET(pthread_attr_getschedpolicy(&a, &value)));
  pthread_attr_getguardsize(&a, &size);
  printf("%zu\n", size);
  pthread_attr_getstacksize(&a, &size);
  printf("%zu\n", size);
  printf("%d %d\n", pthread_attr_setdetachstate(&a, 1), pthread_attr_setdetachstate(&a, 5) == EINVAL);
  printf("%d\n", GET(pthread_attr_getdetachstate(&a, &value)));
  pthread_attr_setdetachstate(&a, 0);
  printf("%d %d\n", pthread_attr_setinheritsched(&a, PTHREAD_EXPLICIT_SCHED), GET(pthread_attr_getinheritsched(&a, &value)));
  printf("%d %d\n", pthread_attr_setschedpolicy(&a, SCHED_RR), GET(pthread_attr_getschedpolicy(&a, &value)));
  printf("%d\n", pthread_attr_setschedparam(&a, &p));
  pthread_attr_getschedparam(&a, &q);
  printf("%d\n", q.sched_priority);
  printf("%d\n", pthread_attr_setschedpolicy(&a, 77) == EINVAL);
  printf("%d %d\n", pthread_attr_setscope(&a, PTHREAD_SCOPE_SYSTEM), pthread_attr_setscope(&a, PTHREAD_SCOPE_PROCESS) == ENOTSUP);
  printf("%d %d\n", pthread_attr_setguardsize(&a, 8192), pthread_attr_setstacksize(&a, 100) == EINVAL);
  pthread_attr_destroy(&a);
  pthread_attr_init(&a);
  printf("%d\n", pthread_attr_setstack(&a, stack, sizeof stack));
  pthread_attr_getstack(&a, &where, &size);
  printf("%d %zu\n", where == stack, size);
  pthread_create(&t, &a, onMine, NULL);
  void *r;
  pthread_join(t, &r);
  printf("%d\n", (int)(long)r);
  pthread_create(&t, NULL, name, NULL);
  pthread_join(t, NULL);
  printf("%d\n", pthread_getschedparam(pthread_self(), &value, &q));
  printf("%d %d\n", value, q.sched_priority);
  q.sched_priority = 0;
  printf("%d\n", pthread_setschedparam(pthread_self(), SCHED_OTHER, &q));
  printf("%d\n", pthread_setschedprio(pthread_self(), 0));
  printf("%d %d\n", pthread_getconcurrency(), pthread_setconcurrency(0));
  clockid_t clock;
  struct timespec ts;
  printf("%d %d\n", pthread_getcpuclockid(pthread_self(), &clock), clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts));
  cpu_set_t set;
  printf("%d %d\n", pthread_getaffinity_np(pthread_self(), sizeof set, &set), CPU_COUNT(&set) >= 1);
  printf("%d\n", pthread_setaffinity_np(pthread_self(), sizeof set, &set));
  printf("%d\n", pthread_getattr_np(pthread_self(), &a));
  pthread_attr_getstack(&a, &where, &size);
  printf("%d\n", (char *)&a >= (char *)where && (char *)&a < (char *)where + size);
  pthread_yield();
  pthread_mutexattr_t m;
  pthread_mutexattr_init(&m);
  printf("%d %d %d %d %d\n", GET(pthread_mutexattr_gettype(&m, &value)), GET(pthread_mutexattr_getpshared(&m, &value)),
         GET(pthread_mutexattr_getprotocol(&m, &value)), GET(pthread_mutexattr_getrobust(&m, &value)), GET(pthread_mutexattr_getrobust_np(&m, &value)));
  pthread_mutexattr_settype(&m, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setprotocol(&m, PTHREAD_PRIO_INHERIT);
  pthread_mutexattr_setrobust(&m, PTHREAD_MUTEX_ROBUST);
  printf("%d %d %d %d\n", GET(pthread_mutexattr_gettype(&m, &value)), GET(pthread_mutexattr_getpshared(&m, &value)),
         GET(pthread_mutexattr_getprotocol(&m, &value)), GET(pthread_mutexattr_getrobust(&m, &value)));
  pthread_mutexattr_setrobust_np(&m, 0);
  printf("%d %d\n", pthread_mutexattr_settype(&m, 9) == EINVAL, pthread_mutexattr_setrobust(&m, 9) == EINVAL);
  pthread_mutexattr_t c;
  pthread_mutexattr_init(&c);
  pthread_mutexattr_setprotocol(&c, PTHREAD_PRIO_PROTECT);
  printf("%d %d\n", pthread_mutexattr_setprioceiling(&c, 10), GET(pthread_mutexattr_getprioceiling(&c, &value)));
  pthread_mutex_t guarded = PTHREAD_MUTEX_INITIALIZER;
  printf("%d %d\n", pthread_mutex_getprioceiling(&guarded, &value) == EINVAL, pthread_mutex_setprioceiling(&guarded, 1, &value) == EINVAL);
  pthread_mutexattr_destroy(&m);
  pthread_condattr_t d;
  pthread_condattr_init(&d);
  printf("%d %d\n", GET(pthread_condattr_getpshared(&d, &value)), GET(pthread_condattr_getclock(&d, &value)));
  pthread_condattr_setpshared(&d, 1);
  pthread_condattr_setclock(&d, CLOCK_MONOTONIC);
  printf("%d %d %d\n", GET(pthread_condattr_getpshared(&d, &value)), GET(pthread_condattr_getclock(&d, &value)), pthread_condattr_setclock(&d, 9) == EINVAL);
  pthread_condattr_destroy(&d);
  pthread_rwlockattr_t w;
  pthread_rwlockattr_init(&w);
  printf("%d %d\n", GET(pthread_rwlockattr_getpshared(&w, &value)), GET(pthread_rwlockattr_getkind_np(&w, &value)));
  pthread_rwlockattr_setpshared(&w, 1);
  pthread_rwlockattr_setkind_np(&w, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
  printf("%d %d\n", GET(pthread_rwlockattr_getpshared(&w, &value)), GET(pthread_rwlockattr_getkind_np(&w, &value)));
  pthread_rwlockattr_destroy(&w);
  pthread_barrierattr_t b;
  pthread_barrierattr_init(&b);
  pthread_barrierattr_setpshared(&b, 1);
  printf("%d\n", GET(pthread_barrierattr_getpshared(&b, &value)));
  pthread_barrierattr_destroy(&b);
  return 0;
}
