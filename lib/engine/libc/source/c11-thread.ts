/** C11's threads, over pthreads. */

export const C11_THREADS = `#include <internal/libc.h>
#include <threads.h>
#include <pthread.h>
#define M(m) ((pthread_mutex_t *)(m))
#define C(c) ((pthread_cond_t *)(c))

static int result(int error) {
  return error == 0 ? thrd_success : error == EBUSY ? thrd_busy : error == ETIMEDOUT ? thrd_timedout : error == ENOMEM ? thrd_nomem : thrd_error;
}

int thrd_create(thrd_t *thread, thrd_start_t start, void *argument) {
  return result(pthread_create(thread, 0, (void *(*)(void *))start, argument));
}

int thrd_equal(thrd_t a, thrd_t b) { return a == b; }
thrd_t thrd_current(void) { return pthread_self(); }
void thrd_exit(int r) { pthread_exit((void *)(long)r); }
int thrd_detach(thrd_t thread) { return result(pthread_detach(thread)); }
void thrd_yield(void) { __syscall("sched_yield"); }

int thrd_join(thrd_t thread, int *out) {
  void *value;
  int r = pthread_join(thread, &value);
  if (!r && out) *out = (int)(long)value;
  return result(r);
}

int thrd_sleep(const struct timespec *duration, struct timespec *remaining) {
  long r = __syscall("nanosleep", duration, remaining);
  return r == 0 ? 0 : r == -EINTR ? -1 : -2;
}

int mtx_init(mtx_t *m, int type) {
  pthread_mutexattr_t a;
  if (type & ~3) return thrd_error;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_settype(&a, type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
  return result(pthread_mutex_init(M(m), &a));
}

int mtx_lock(mtx_t *m) { return result(pthread_mutex_lock(M(m))); }
int mtx_timedlock(mtx_t *m, const struct timespec *until) { return result(pthread_mutex_timedlock(M(m), until)); }
int mtx_trylock(mtx_t *m) { return result(pthread_mutex_trylock(M(m))); }
int mtx_unlock(mtx_t *m) { return result(pthread_mutex_unlock(M(m))); }
void mtx_destroy(mtx_t *m) { pthread_mutex_destroy(M(m)); }
void call_once(once_flag *flag, void (*function)(void)) { pthread_once(&flag->__data, function); }
int cnd_init(cnd_t *c) { return result(pthread_cond_init(C(c), 0)); }
int cnd_signal(cnd_t *c) { return result(pthread_cond_signal(C(c))); }
int cnd_broadcast(cnd_t *c) { return result(pthread_cond_broadcast(C(c))); }
int cnd_wait(cnd_t *c, mtx_t *m) { return result(pthread_cond_wait(C(c), M(m))); }
int cnd_timedwait(cnd_t *c, mtx_t *m, const struct timespec *until) { return result(pthread_cond_timedwait(C(c), M(m), until)); }
void cnd_destroy(cnd_t *c) { pthread_cond_destroy(C(c)); }
int tss_create(tss_t *key, tss_dtor_t destructor) { return result(pthread_key_create(key, destructor)); }
void *tss_get(tss_t key) { return pthread_getspecific(key); }
int tss_set(tss_t key, void *value) { return result(pthread_setspecific(key, value)); }
void tss_delete(tss_t key) { pthread_key_delete(key); }
`
