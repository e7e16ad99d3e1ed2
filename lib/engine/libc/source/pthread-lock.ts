/** Locks for readers and writers, barriers, spinlocks. */

export const PTHREAD_LOCK = `#include <internal/libc.h>
#include <pthread.h>
#define CALL(...) __error(__syscall(__VA_ARGS__))

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
