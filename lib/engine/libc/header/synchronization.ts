/** <semaphore.h>, <threads.h>, <stdatomic.h>, <linux/futex.h>. */

const threads = `#ifndef _THREADS_H
#define _THREADS_H 1
#include <time.h>
#define thread_local _Thread_local
#define ONCE_FLAG_INIT {0}
#define TSS_DTOR_ITERATIONS 4
typedef unsigned int tss_t;
typedef void (*tss_dtor_t)(void *);
typedef unsigned long thrd_t;
typedef int (*thrd_start_t)(void *);
enum { thrd_success, thrd_busy, thrd_error, thrd_nomem, thrd_timedout };
enum { mtx_plain = 0, mtx_recursive = 1, mtx_timed = 2 };
typedef struct { int __data; } once_flag;
typedef union { char __size[40]; long __align; } mtx_t;
typedef union { char __size[48]; long long __align; } cnd_t;
int thrd_create(thrd_t *thread, thrd_start_t start, void *argument);
int thrd_equal(thrd_t a, thrd_t b);
thrd_t thrd_current(void);
int thrd_sleep(const struct timespec *duration, struct timespec *remaining);
void thrd_exit(int result) __attribute__((noreturn));
int thrd_detach(thrd_t thread);
int thrd_join(thrd_t thread, int *result);
void thrd_yield(void);
int mtx_init(mtx_t *mutex, int type);
int mtx_lock(mtx_t *mutex);
int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until);
int mtx_trylock(mtx_t *mutex);
int mtx_unlock(mtx_t *mutex);
void mtx_destroy(mtx_t *mutex);
void call_once(once_flag *flag, void (*function)(void));
int cnd_init(cnd_t *condition);
int cnd_signal(cnd_t *condition);
int cnd_broadcast(cnd_t *condition);
int cnd_wait(cnd_t *condition, mtx_t *mutex);
int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict until);
void cnd_destroy(cnd_t *condition);
int tss_create(tss_t *key, tss_dtor_t destructor);
void *tss_get(tss_t key);
int tss_set(tss_t key, void *value);
void tss_delete(tss_t key);
#endif
`

const atomicTypes =
  `bool _Bool|char char|schar signed char|uchar unsigned char|short short|ushort unsigned short|int int
uint unsigned int|long long|ulong unsigned long|llong long long|ullong unsigned long long|char16_t unsigned short
char32_t unsigned int|wchar_t int|int_least8_t signed char|uint_least8_t unsigned char|int_least16_t short
uint_least16_t unsigned short|int_least32_t int|uint_least32_t unsigned int|int_least64_t long
uint_least64_t unsigned long|int_fast8_t signed char|uint_fast8_t unsigned char|int_fast16_t long
uint_fast16_t unsigned long|int_fast32_t long|uint_fast32_t unsigned long|int_fast64_t long
uint_fast64_t unsigned long|intptr_t long|uintptr_t unsigned long|size_t unsigned long|ptrdiff_t long|intmax_t long
uintmax_t unsigned long`
    .split(/[|\n]/)
    .map(
      (pair) =>
        `typedef _Atomic ${pair.slice(pair.indexOf(' ') + 1)} atomic_${pair.slice(0, pair.indexOf(' '))};`,
    )
    .join('\n')

const fetches = 'add sub or xor and'
  .split(' ')
  .map(
    (name) =>
      `#define atomic_fetch_${name}(object, value) __atomic_fetch_${name}(object, value, __ATOMIC_SEQ_CST)\n` +
      `#define atomic_fetch_${name}_explicit(object, value, order) __atomic_fetch_${name}(object, value, order)`,
  )
  .join('\n')

const lockFree = 'BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER'
  .split(' ')
  .map((name) => `#define ATOMIC_${name}_LOCK_FREE 2`)
  .join('\n')

const stdatomic = `#ifndef _STDATOMIC_H
#define _STDATOMIC_H 1
typedef enum {
  memory_order_relaxed, memory_order_consume, memory_order_acquire, memory_order_release, memory_order_acq_rel,
  memory_order_seq_cst
} memory_order;
${atomicTypes}
typedef struct { _Bool __value; } atomic_flag;
#define ATOMIC_FLAG_INIT {0}
#define ATOMIC_VAR_INIT(value) (value)
${lockFree}
#define atomic_init(object, value) __atomic_store_n(object, value, __ATOMIC_RELAXED)
#define kill_dependency(value) (value)
#define atomic_thread_fence(order) __atomic_thread_fence(order)
#define atomic_signal_fence(order) __atomic_signal_fence(order)
#define atomic_is_lock_free(object) (sizeof(*(object)) <= 8)
#define atomic_store(object, value) __atomic_store_n(object, value, __ATOMIC_SEQ_CST)
#define atomic_store_explicit(object, value, order) __atomic_store_n(object, value, order)
#define atomic_load(object) __atomic_load_n(object, __ATOMIC_SEQ_CST)
#define atomic_load_explicit(object, order) __atomic_load_n(object, order)
#define atomic_exchange(object, value) __atomic_exchange_n(object, value, __ATOMIC_SEQ_CST)
#define atomic_exchange_explicit(object, value, order) __atomic_exchange_n(object, value, order)
#define atomic_compare_exchange_strong(object, expected, value) __atomic_compare_exchange_n(object, expected, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_strong_explicit(object, expected, value, yes, no) __atomic_compare_exchange_n(object, expected, value, 0, yes, no)
#define atomic_compare_exchange_weak(object, expected, value) __atomic_compare_exchange_n(object, expected, value, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_weak_explicit(object, expected, value, yes, no) __atomic_compare_exchange_n(object, expected, value, 1, yes, no)
${fetches}
#define atomic_flag_test_and_set(flag) __atomic_test_and_set(&(flag)->__value, __ATOMIC_SEQ_CST)
#define atomic_flag_test_and_set_explicit(flag, order) __atomic_test_and_set(&(flag)->__value, order)
#define atomic_flag_clear(flag) __atomic_clear(&(flag)->__value, __ATOMIC_SEQ_CST)
#define atomic_flag_clear_explicit(flag, order) __atomic_clear(&(flag)->__value, order)
#endif
`

const futex = `#ifndef _LINUX_FUTEX_H
#define _LINUX_FUTEX_H 1
#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_FD 2
#define FUTEX_REQUEUE 3
#define FUTEX_CMP_REQUEUE 4
#define FUTEX_WAKE_OP 5
#define FUTEX_LOCK_PI 6
#define FUTEX_UNLOCK_PI 7
#define FUTEX_TRYLOCK_PI 8
#define FUTEX_WAIT_BITSET 9
#define FUTEX_WAKE_BITSET 10
#define FUTEX_PRIVATE_FLAG 128
#define FUTEX_CLOCK_REALTIME 256
#define FUTEX_CMD_MASK (~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME))
#define FUTEX_WAIT_PRIVATE (FUTEX_WAIT | FUTEX_PRIVATE_FLAG)
#define FUTEX_WAKE_PRIVATE (FUTEX_WAKE | FUTEX_PRIVATE_FLAG)
#define FUTEX_BITSET_MATCH_ANY 0xffffffff
#define FUTEX_WAITERS 0x80000000
#define FUTEX_OWNER_DIED 0x40000000
#define FUTEX_TID_MASK 0x3fffffff
#endif
`

const semaphore = `#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H 1
#include <sys/types.h>
#include <bits/timespec.h>
typedef union { char __size[32]; long __align; } sem_t;
#define SEM_FAILED ((sem_t *)0)
int sem_init(sem_t *semaphore, int shared, unsigned value);
int sem_destroy(sem_t *semaphore);
sem_t *sem_open(const char *name, int flags, ...);
int sem_close(sem_t *semaphore);
int sem_unlink(const char *name);
int sem_wait(sem_t *semaphore);
int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until);
int sem_trywait(sem_t *semaphore);
int sem_post(sem_t *semaphore);
int sem_getvalue(sem_t *restrict semaphore, int *restrict value);
#ifdef _GNU_SOURCE
int sem_clockwait(sem_t *restrict semaphore, int clock, const struct timespec *restrict until);
#endif
#endif
`

export const SYNCHRONIZATION_HEADERS: Readonly<Record<string, string>> = {
  'semaphore.h': semaphore,
  'threads.h': threads,
  'stdatomic.h': stdatomic,
  'linux/futex.h': futex,
}
