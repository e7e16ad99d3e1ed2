/** Values that each thread has of its own, and attribute objects. */

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
