#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, robust;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rw;

static struct timespec in(clockid_t clock, long ms) {
  struct timespec t;
  clock_gettime(clock, &t);
  t.tv_nsec += ms * 1000000;
  while (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  return t;
}

static void *holds(void *p) {
  pthread_mutex_lock(&m);
  pthread_rwlock_wrlock(&rw);
  usleep(300000);
  pthread_rwlock_unlock(&rw);
  pthread_mutex_unlock(&m);
  return (void *)7;
}

static void *dies(void *p) {
  pthread_mutex_lock(&robust);
  return NULL;
}

static void *signals(void *p) {
  usleep(50000);
  pthread_mutex_lock(&m);
  pthread_cond_signal(&c);
  pthread_mutex_unlock(&m);
  return NULL;
}

int main(void) {
  pthread_t t;
  struct timespec when;
  void *r;
  printf("%d\n", pthread_rwlock_init(&rw, NULL));
  pthread_create(&t, NULL, holds, NULL);
  usleep(50000);
  when = in(CLOCK_REALTIME, 50);
  printf("%d\n", pthread_mutex_timedlock(&m, &when) == ETIMEDOUT);
  when = in(CLOCK_MONOTONIC, 50);
  printf("%d\n", pthread_mutex_clocklock(&m, CLOCK_MONOTONIC, &when) == ETIMEDOUT);
  when = in(CLOCK_REALTIME, 10);
  printf("%d\n", pthread_rwlock_timedrdlock(&rw, &when) == ETIMEDOUT);
  when = in(CLOCK_REALTIME, 10);
  printf("%d\n", pthread_rwlock_timedwrlock(&rw, &when) == ETIMEDOUT);
  printf("%d\n", pthread_tryjoin_np(t, &r) == EBUSY);
  when = in(CLOCK_REALTIME, 10);
  printf("%d\n", pthread_timedjoin_np(t, &r, &when) == ETIMEDOUT);
  when = in(CLOCK_MONOTONIC, 2000);
  printf("%d %d\n", pthread_clockjoin_np(t, &r, CLOCK_MONOTONIC, &when), (int)(long)r);
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&robust, &a);
  pthread_create(&t, NULL, dies, NULL);
  pthread_join(t, NULL);
  printf("%d\n", pthread_mutex_lock(&robust) == EOWNERDEAD);
  printf("%d\n", pthread_mutex_consistent(&robust));
  printf("%d\n", pthread_mutex_unlock(&robust));
  printf("%d\n", pthread_mutex_lock(&robust));
  pthread_mutex_unlock(&robust);
  pthread_create(&t, NULL, dies, NULL);
  pthread_join(t, NULL);
  printf("%d\n", pthread_mutex_trylock(&robust) == EOWNERDEAD);
  printf("%d\n", pthread_mutex_unlock(&robust));
  printf("%d\n", pthread_mutex_lock(&robust) == ENOTRECOVERABLE);
  printf("%d\n", pthread_mutex_consistent_np(&robust) == EINVAL);
  pthread_create(&t, NULL, signals, NULL);
  pthread_mutex_lock(&m);
  when = in(CLOCK_MONOTONIC, 1000);
  printf("%d\n", pthread_cond_clockwait(&c, &m, CLOCK_MONOTONIC, &when));
  when = in(CLOCK_REALTIME, 20);
  printf("%d\n", pthread_cond_timedwait(&c, &m, &when) == ETIMEDOUT);
  pthread_mutex_unlock(&m);
  pthread_join(t, NULL);
  pthread_condattr_t d;
  pthread_cond_t e;
  pthread_condattr_init(&d);
  pthread_condattr_setclock(&d, CLOCK_MONOTONIC);
  pthread_cond_init(&e, &d);
  pthread_mutex_lock(&m);
  when = in(CLOCK_MONOTONIC, 20);
  printf("%d\n", pthread_cond_timedwait(&e, &m, &when) == ETIMEDOUT);
  pthread_mutex_unlock(&m);
  printf("%d %d %d\n", pthread_cond_destroy(&e), pthread_rwlock_destroy(&rw), pthread_mutex_destroy(&m));
  sem_t s;
  sem_init(&s, 0, 0);
  when = in(CLOCK_REALTIME, 20);
  printf("%d %d\n", sem_timedwait(&s, &when), errno == ETIMEDOUT);
  when = in(CLOCK_MONOTONIC, 20);
  printf("%d %d\n", sem_clockwait(&s, CLOCK_MONOTONIC, &when), errno == ETIMEDOUT);
  sem_post(&s);
  printf("%d\n", sem_timedwait(&s, &when));
  sem_t *named = sem_open("/libc-test", 0100, 0600, 1);
  printf("%d %d %d\n", named != SEM_FAILED, sem_close(named), sem_unlink("/libc-test"));
  pthread_spinlock_t spin;
  pthread_spin_init(&spin, 0);
  printf("%d\n", pthread_spin_destroy(&spin));
  pthread_barrier_t b;
  printf("%d %d\n", pthread_barrier_init(&b, NULL, 0) == EINVAL, pthread_barrier_init(&b, NULL, 1));
  printf("%d\n", pthread_barrier_wait(&b) == PTHREAD_BARRIER_SERIAL_THREAD);
  printf("%d\n", pthread_barrier_destroy(&b));
  return 0;
}
