/** What a program says of a thread: scheduling, names, clocks, handlers of fork. */

export const PTHREAD_CONTROL = `#include <internal/libc.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
struct atfork { void (*prepare)(void), (*parent)(void), (*child)(void); struct atfork *next; };
extern struct atfork *__atforks;

/* A thread that has ended has none. */
static long tidOf(pthread_t thread) {
  long tid = __syscall("thread_tid", thread);
  return tid == 0 ? -ESRCH : tid;
}
#define TID(thread) tidOf(thread)

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
  struct atfork *a = malloc(sizeof *a);
  if (!a) return ENOMEM;
  a->prepare = prepare;
  a->parent = parent;
  a->child = child;
  a->next = __atforks;
  __atforks = a;
  return 0;
}

int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *p) {
  long tid = TID(thread);
  return tid < 0 ? (int)-tid : __error(__syscall("sched_setscheduler", tid, policy, p));
}

int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *p) {
  long tid = TID(thread), r = tid < 0 ? tid : __syscall("sched_getscheduler", tid, p);
  if (r < 0) return -r;
  *policy = r;
  return 0;
}

int pthread_setschedprio(pthread_t thread, int priority) {
  struct sched_param p;
  int policy, r = pthread_getschedparam(thread, &policy, &p);
  p.sched_priority = priority;
  return r ? r : pthread_setschedparam(thread, policy, &p);
}

int pthread_getcpuclockid(pthread_t thread, clockid_t *clock) {
  *clock = thread == (pthread_t)__intrinsic("thread_pointer") ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID;
  return 0;
}

int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set) {
  long tid = TID(thread);
  return tid < 0 ? (int)-tid : __error(__syscall("sched_setaffinity", tid, size, set));
}

int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set) {
  long tid = TID(thread), r = tid < 0 ? tid : __syscall("sched_getaffinity", tid, size, set);
  return r < 0 ? (int)-r : 0;
}

/* Names lie in the threads' own blocks, at the same place in each. */
static _Thread_local char ownName[16];

static char *nameOf(pthread_t thread) {
  return ownName - (char *)__intrinsic("thread_pointer") + (char *)thread;
}

int pthread_setname_np(pthread_t thread, const char *name) {
  if (strlen(name) > 15) return ERANGE;
  __intrinsic("strcpy", nameOf(thread), name);
  return 0;
}

int pthread_getname_np(pthread_t thread, char *to, size_t size) {
  if (size < 16) return ERANGE;
  const char *slash = strrchr(__program, '/'), *name = nameOf(thread);
  __intrinsic("strncpy", to, *name ? name : slash ? slash + 1 : __program, 15L);
  to[15] = 0;
  return 0;
}

int prctl(int option, ...) {
  va_list list;
  va_start(list, option);
  long value = va_arg(list, long);
  char name[16];
  if (option == PR_GET_NAME) return pthread_getname_np(pthread_self(), (char *)value, 16);
  if (option != PR_SET_NAME) return __result(__syscall("prctl", option, value));
  strncpy(name, (char *)value, 15);
  name[15] = 0;
  return pthread_setname_np(pthread_self(), name);
}

int pthread_getattr_np(pthread_t thread, pthread_attr_t *a) {
  long stack[3], r = __syscall("thread_stack", thread, stack);
  if (r < 0) return -r;
  pthread_attr_init(a);
  pthread_attr_setdetachstate(a, stack[2]);
  return pthread_attr_setstack(a, (void *)stack[0], stack[1]);
}

int pthread_mutex_getprioceiling(const pthread_mutex_t *m, int *ceiling) {
  if (!(m->__data.__kind & 64)) return EINVAL;
  *ceiling = m->__data.__kind >> 8 & 127;
  return 0;
}

int pthread_mutex_setprioceiling(pthread_mutex_t *m, int ceiling, int *old) {
  if (!(m->__data.__kind & 64) || ceiling < 1 || ceiling > 99) return EINVAL;
  if (old) *old = m->__data.__kind >> 8 & 127;
  m->__data.__kind = (m->__data.__kind & 255) | ceiling << 8;
  return 0;
}

/* The same moment on CLOCK_REALTIME. */
static const struct timespec *onRealtime(clockid_t clock, const struct timespec *until, struct timespec *to) {
  if (clock == CLOCK_REALTIME) return until;
  struct timespec now, real;
  __syscall("clock_gettime", clock, &now);
  __syscall("clock_gettime", CLOCK_REALTIME, &real);
  long ns = until->tv_nsec - now.tv_nsec + real.tv_nsec;
  to->tv_sec = until->tv_sec - now.tv_sec + real.tv_sec + (ns < 0 ? -1 : ns / 1000000000);
  to->tv_nsec = ns < 0 ? ns + 1000000000 : ns % 1000000000;
  return to;
}

int pthread_mutex_clocklock(pthread_mutex_t *m, clockid_t clock, const struct timespec *until) {
  struct timespec t;
  return __error(__syscall("mutex_timedlock", m, onRealtime(clock, until, &t)));
}

int pthread_cond_clockwait(pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *until) {
  struct timespec t;
  const struct timespec *real = onRealtime(clock, until, &t);
  int saved = c->__data.__clock;
  c->__data.__clock = 0;
  int r = __error(__syscall("cond_timedwait", c, m, real));
  c->__data.__clock = saved;
  return r;
}

int pthread_clockjoin_np(pthread_t thread, void **value, clockid_t clock, const struct timespec *until) {
  struct timespec t;
  return __error(__syscall("thread_join", thread, value, onRealtime(clock, until, &t), 0));
}

int pthread_sigqueue(pthread_t thread, int signal, const union sigval value) {
  if (signal < 0 || signal > 64 || signal == 32 || signal == 33) return EINVAL;
  long tid = TID(thread);
  return tid < 0 ? (int)-tid : __error(__syscall("sigqueue", -tid, signal, value.sival_ptr));
}
`
