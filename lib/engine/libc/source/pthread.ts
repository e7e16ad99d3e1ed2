/** POSIX threads over the kernel's one-step calls, and C11's threads over those. */

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

int pthread_rwlock_init(pthread_rwlock_t *l, const pthread_rwlockattr_t *a) {
  __intrinsic("memset", l, 0L, sizeof *l);
  return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *l) { return CALL("rwlock_destroy", l); }
int pthread_rwlock_rdlock(pthread_rwlock_t *l) { return CALL("rwlock_rdlock", l); }
int pthread_rwlock_tryrdlock(pthread_rwlock_t *l) { return CALL("rwlock_tryrdlock", l); }
int pthread_rwlock_timedrdlock(pthread_rwlock_t *l, const struct timespec *until) { return CALL("rwlock_rdlock", l, until); }
int pthread_rwlock_wrlock(pthread_rwlock_t *l) { return CALL("rwlock_wrlock", l); }
int pthread_rwlock_trywrlock(pthread_rwlock_t *l) { return CALL("rwlock_trywrlock", l); }
int pthread_rwlock_timedwrlock(pthread_rwlock_t *l, const struct timespec *until) { return CALL("rwlock_wrlock", l, until); }
int pthread_rwlock_unlock(pthread_rwlock_t *l) { return CALL("rwlock_unlock", l); }

int pthread_barrier_init(pthread_barrier_t *b, const pthread_barrierattr_t *a, unsigned count) { return CALL("barrier_init", b, (long)count); }
int pthread_barrier_destroy(pthread_barrier_t *b) { return CALL("barrier_destroy", b); }

int pthread_barrier_wait(pthread_barrier_t *b) {
  long r = __syscall("barrier_wait", b);
  return r == 1 ? PTHREAD_BARRIER_SERIAL_THREAD : (int)-r;
}

int pthread_spin_init(pthread_spinlock_t *s, int shared) {
  *s = 0;
  return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *s) { return 0; }
int pthread_spin_lock(pthread_spinlock_t *s) { return CALL("spin_lock", s); }
int pthread_spin_trylock(pthread_spinlock_t *s) { return CALL("spin_trylock", s); }
int pthread_spin_unlock(pthread_spinlock_t *s) { return CALL("spin_unlock", s); }
int pthread_yield(void) { return CALL("sched_yield"); }
static int concurrency;
int pthread_getconcurrency(void) { return concurrency; }

int pthread_setconcurrency(int level) {
  if (level < 0) return EINVAL;
  concurrency = level;
  return 0;
}
`

export const PTHREAD_KEY = `#include <internal/libc.h>
#include <pthread.h>
#include <stdlib.h>
#include <limits.h>
static struct { int used; unsigned generation; void (*destructor)(void *); } keys[PTHREAD_KEYS_MAX];
struct slot { unsigned generation; void *value; };
static _Thread_local struct slot near[32], *far;

/* Values below 32 lie in the thread's own block, the others in memory that the first of them asks for. */
static struct slot *slotOf(unsigned key, int make) {
  if (key < 32) return &near[key];
  if (!far && make) far = calloc(PTHREAD_KEYS_MAX - 32, sizeof *far);
  return far ? &far[key - 32] : 0;
}

/* Destructors may set values anew: four rounds, as POSIX allows. */
static void destroyAll(void) {
  for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
    int found = 0;
    for (unsigned i = 0; i < (far ? PTHREAD_KEYS_MAX : 32); i++) {
      struct slot *s = slotOf(i, 0);
      void *value = s->value;
      if (!value) continue;
      s->value = 0;
      if (!keys[i].used || s->generation != keys[i].generation || !keys[i].destructor) continue;
      found = 1;
      keys[i].destructor(value);
    }
    if (!found) break;
  }
  free(far);
  far = 0;
}

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *)) {
  for (unsigned i = 0; i < PTHREAD_KEYS_MAX; i++) {
    if (keys[i].used) continue;
    keys[i].used = 1;
    keys[i].generation++;
    keys[i].destructor = destructor;
    *key = i;
    __thread_exit_hook = destroyAll;
    return 0;
  }
  return EAGAIN;
}

int pthread_key_delete(pthread_key_t key) {
  if (key >= PTHREAD_KEYS_MAX || !keys[key].used) return EINVAL;
  keys[key].used = 0;
  return 0;
}

void *pthread_getspecific(pthread_key_t key) {
  if (key >= PTHREAD_KEYS_MAX) return 0;
  struct slot *s = slotOf(key, 0);
  return s && s->generation == keys[key].generation ? s->value : 0;
}

int pthread_setspecific(pthread_key_t key, const void *value) {
  if (key >= PTHREAD_KEYS_MAX || !keys[key].used) return EINVAL;
  struct slot *s = slotOf(key, 1);
  if (!s) return ENOMEM;
  s->generation = keys[key].generation;
  s->value = (void *)value;
  return 0;
}
`

/** Attribute objects. Mutex attributes use the bits of a mutex's kind; thread attributes are laid out for the kernel. */
export const PTHREAD_ATTRIBUTE = `#include <internal/libc.h>
#include <pthread.h>
#include <sys/resource.h>
struct attributes { int priority, policy, flags, scope; size_t guard; void *stack; size_t size; };
#define A ((struct attributes *)a)
#define DETACHED 1
#define EXPLICIT 2

int pthread_attr_init(pthread_attr_t *a) {
  __intrinsic("memset", a, 0L, sizeof *a);
  A->guard = 4096;
  return 0;
}

int pthread_attr_destroy(pthread_attr_t *a) { return 0; }

static int setFlag(struct attributes *a, int flag, int on) {
  if (on != 0 && on != 1) return EINVAL;
  a->flags = on ? a->flags | flag : a->flags & ~flag;
  return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *a, int state) { return setFlag(A, DETACHED, state); }
int pthread_attr_setinheritsched(pthread_attr_t *a, int inherit) { return setFlag(A, EXPLICIT, inherit); }

int pthread_attr_getdetachstate(const pthread_attr_t *a, int *state) {
  *state = A->flags & DETACHED;
  return 0;
}

int pthread_attr_getinheritsched(const pthread_attr_t *a, int *inherit) {
  *inherit = A->flags & EXPLICIT ? 1 : 0;
  return 0;
}

int pthread_attr_setscope(pthread_attr_t *a, int scope) {
  return scope == PTHREAD_SCOPE_SYSTEM ? 0 : scope == PTHREAD_SCOPE_PROCESS ? ENOTSUP : EINVAL;
}

int pthread_attr_getscope(const pthread_attr_t *a, int *scope) {
  *scope = PTHREAD_SCOPE_SYSTEM;
  return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *a, size_t size) {
  A->guard = size;
  return 0;
}

int pthread_attr_getguardsize(const pthread_attr_t *a, size_t *size) {
  *size = A->guard;
  return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *a, size_t size) {
  if (size < 16384) return EINVAL;
  A->size = size;
  return 0;
}

int pthread_attr_getstacksize(const pthread_attr_t *a, size_t *size) {
  *size = A->size ? A->size : 8 << 20;
  return 0;
}

int pthread_attr_setstack(pthread_attr_t *a, void *stack, size_t size) {
  if (size < 16384) return EINVAL;
  A->stack = stack;
  A->size = size;
  return 0;
}

int pthread_attr_getstack(const pthread_attr_t *a, void **stack, size_t *size) {
  *stack = A->stack;
  *size = A->size;
  return 0;
}

static int validPriority(int policy, int priority) {
  return policy == SCHED_OTHER ? priority == 0 : priority >= 1 && priority <= 99;
}

int pthread_attr_setschedpolicy(pthread_attr_t *a, int policy) {
  if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR) return EINVAL;
  A->policy = policy;
  return 0;
}

int pthread_attr_getschedpolicy(const pthread_attr_t *a, int *policy) {
  *policy = A->policy;
  return 0;
}

int pthread_attr_setschedparam(pthread_attr_t *a, const struct sched_param *p) {
  if (!validPriority(A->policy, p->sched_priority)) return EINVAL;
  A->priority = p->sched_priority;
  return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *a, struct sched_param *p) {
  p->sched_priority = A->priority;
  return 0;
}

int pthread_mutexattr_init(pthread_mutexattr_t *a) {
  *(int *)a = 0;
  return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *a) { return 0; }

static int setBits(void *a, int mask, int bits) {
  *(int *)a = (*(int *)a & ~mask) | bits;
  return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *a, int type) { return type < 0 || type > 3 ? EINVAL : setBits(a, 3, type); }
int pthread_mutexattr_setrobust(pthread_mutexattr_t *a, int robust) { return robust < 0 || robust > 1 ? EINVAL : setBits(a, 16, robust << 4); }
int pthread_mutexattr_setprotocol(pthread_mutexattr_t *a, int protocol) { return protocol < 0 || protocol > 2 ? EINVAL : setBits(a, 96, protocol << 5); }
int pthread_mutexattr_setpshared(pthread_mutexattr_t *a, int shared) { return shared < 0 || shared > 1 ? EINVAL : setBits(a, 128, shared << 7); }
int pthread_mutexattr_setprioceiling(pthread_mutexattr_t *a, int ceiling) { return ceiling < 1 || ceiling > 99 ? EINVAL : setBits(a, 0x7f00, ceiling << 8); }
int pthread_mutexattr_setrobust_np(pthread_mutexattr_t *a, int robust) { return pthread_mutexattr_setrobust(a, robust); }

static int bits(const void *a, int shift, int mask, int *out) {
  *out = *(int *)a >> shift & mask;
  return 0;
}

int pthread_mutexattr_gettype(const pthread_mutexattr_t *a, int *type) { return bits(a, 0, 3, type); }
int pthread_mutexattr_getrobust(const pthread_mutexattr_t *a, int *robust) { return bits(a, 4, 1, robust); }
int pthread_mutexattr_getrobust_np(const pthread_mutexattr_t *a, int *robust) { return bits(a, 4, 1, robust); }
int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *a, int *protocol) { return bits(a, 5, 3, protocol); }
int pthread_mutexattr_getpshared(const pthread_mutexattr_t *a, int *shared) { return bits(a, 7, 1, shared); }

int pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *a, int *ceiling) {
  bits(a, 8, 127, ceiling);
  if (!*ceiling) *ceiling = 1;
  return 0;
}

int pthread_condattr_init(pthread_condattr_t *a) {
  *(int *)a = 0;
  return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *a) { return 0; }
int pthread_condattr_setpshared(pthread_condattr_t *a, int shared) { return shared < 0 || shared > 1 ? EINVAL : setBits(a, 1, shared); }
int pthread_condattr_getpshared(const pthread_condattr_t *a, int *shared) { return bits(a, 0, 1, shared); }
int pthread_condattr_setclock(pthread_condattr_t *a, clockid_t clock) { return clock < 0 || clock > 1 ? EINVAL : setBits(a, 2, clock << 1); }
int pthread_condattr_getclock(const pthread_condattr_t *a, clockid_t *clock) { return bits(a, 1, 1, clock); }

int pthread_barrierattr_init(pthread_barrierattr_t *a) {
  *(int *)a = 0;
  return 0;
}

int pthread_barrierattr_destroy(pthread_barrierattr_t *a) { return 0; }
int pthread_barrierattr_setpshared(pthread_barrierattr_t *a, int shared) { return shared < 0 || shared > 1 ? EINVAL : setBits(a, 1, shared); }
int pthread_barrierattr_getpshared(const pthread_barrierattr_t *a, int *shared) { return bits(a, 0, 1, shared); }

int pthread_rwlockattr_init(pthread_rwlockattr_t *a) {
  *(long *)a = 0;
  return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *a) { return 0; }
int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *a, int shared) { return shared < 0 || shared > 1 ? EINVAL : setBits(a, 4, shared << 2); }
int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *a, int *shared) { return bits(a, 2, 1, shared); }
int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *a, int kind) { return kind < 0 || kind > 2 ? EINVAL : setBits(a, 3, kind); }
int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *a, int *kind) { return bits(a, 0, 3, kind); }
`
