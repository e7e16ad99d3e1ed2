/** POSIX threads over the kernel's one-step calls. */

export const PTHREAD = `#include <internal/libc.h>
#include <pthread.h>
#include <stdlib.h>
#define CALL(...) __error(__syscall(__VA_ARGS__))
void __end_thread(void *value) __attribute__((noreturn));

/* Counted before the thread exists, since it may end before this call returns. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
  __threads++;
  long r = __syscall("thread_create", thread, attributes, start, argument);
  if (r < 0) __threads--;
  return (int)-r;
}

int pthread_join(pthread_t thread, void **value) { return CALL("thread_join", thread, value, 0, 0); }
int pthread_tryjoin_np(pthread_t thread, void **value) { return CALL("thread_join", thread, value, 0, 1); }
int pthread_timedjoin_np(pthread_t thread, void **value, const struct timespec *until) { return CALL("thread_join", thread, value, until, 0); }
int pthread_detach(pthread_t thread) { return CALL("thread_detach", thread); }
pthread_t pthread_self(void) { return __intrinsic("thread_pointer"); }
int pthread_equal(pthread_t a, pthread_t b) { return a == b; }

static _Thread_local struct __pthread_cleanup *cleanups;

void __pthread_push(struct __pthread_cleanup *entry, void (*routine)(void *), void *argument) {
  entry->routine = routine;
  entry->argument = argument;
  entry->previous = cleanups;
  cleanups = entry;
}

void __pthread_pop(struct __pthread_cleanup *entry, int execute) {
  cleanups = entry->previous;
  if (execute) entry->routine(entry->argument);
}

void pthread_exit(void *value) {
  __syscall("thread_setcancelstate", PTHREAD_CANCEL_DISABLE);
  while (cleanups) {
    struct __pthread_cleanup *entry = cleanups;
    cleanups = entry->previous;
    entry->routine(entry->argument);
  }
  __end_thread(value);
}

static void cancelled(void) {
  pthread_exit(PTHREAD_CANCELED);
}

static int someAsynchronous;
static _Thread_local int asynchronous;

/* Signal 32 is the library's own: it makes an asynchronous thread look whether it has been cancelled. */
static void onCancel(int signal) {
  if (asynchronous) pthread_testcancel();
}

int pthread_cancel(pthread_t thread) {
  __cancel_hook = cancelled;
  long r = __syscall("thread_cancel", thread);
  if (r < 0 || !someAsynchronous) return (int)-r;
  long tid = __syscall("thread_tid", thread);
  if (tid > 0) __syscall("tgkill", __syscall("getpid"), tid, 32);
  return 0;
}

void pthread_testcancel(void) {
  if (__syscall("thread_testcancel") == CANCELLED) cancelled();
}

int pthread_setcancelstate(int state, int *old) {
  if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE) return EINVAL;
  int was = __syscall("thread_setcancelstate", state);
  if (old) *old = was;
  return 0;
}

int pthread_setcanceltype(int type, int *old) {
  if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS) return EINVAL;
  int was = __syscall("thread_setcanceltype", type);
  if (old) *old = was;
  asynchronous = type;
  if (type != PTHREAD_CANCEL_ASYNCHRONOUS) return 0;
  long action[19] = {(long)onCancel};
  someAsynchronous = 1;
  __syscall("sigaction", 32, action, 0);
  pthread_testcancel();
  return 0;
}

static void neverBegun(void *control) { __syscall("once_leave", control, 1); }

/* Cancelled in the routine: the next caller begins anew. */
int pthread_once(pthread_once_t *control, void (*routine)(void)) {
  if (__syscall("once_enter", control) != 1) return 0;
  struct __pthread_cleanup entry;
  __pthread_push(&entry, neverBegun, control);
  routine();
  __pthread_pop(&entry, 0);
  return CALL("once_leave", control, 0);
}

int pthread_mutex_init(pthread_mutex_t *m, const pthread_mutexattr_t *a) { return CALL("mutex_init", m, a); }
int pthread_mutex_destroy(pthread_mutex_t *m) { return CALL("mutex_destroy", m); }
int pthread_mutex_lock(pthread_mutex_t *m) { return CALL("mutex_lock", m); }
int pthread_mutex_trylock(pthread_mutex_t *m) { return CALL("mutex_trylock", m); }
int pthread_mutex_timedlock(pthread_mutex_t *m, const struct timespec *until) { return CALL("mutex_timedlock", m, until); }
int pthread_mutex_unlock(pthread_mutex_t *m) { return CALL("mutex_unlock", m); }
int pthread_mutex_consistent(pthread_mutex_t *m) { return CALL("mutex_consistent", m); }
int pthread_mutex_consistent_np(pthread_mutex_t *m) { return CALL("mutex_consistent", m); }

int pthread_cond_init(pthread_cond_t *c, const pthread_condattr_t *a) {
  __intrinsic("memset", c, 0L, sizeof *c);
  if (a) c->__data.__clock = *(int *)a >> 1 & 1;
  return 0;
}

int pthread_cond_destroy(pthread_cond_t *c) { return CALL("cond_destroy", c); }
int pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m) { return CALL("cond_wait", c, m); }
int pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until) { return CALL("cond_timedwait", c, m, until); }
int pthread_cond_signal(pthread_cond_t *c) { return CALL("cond_signal", c); }
int pthread_cond_broadcast(pthread_cond_t *c) { return CALL("cond_broadcast", c); }
`
