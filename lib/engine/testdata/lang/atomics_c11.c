#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

/* Each operation of <stdatomic.h>, with the order left out and given; then a few under contention. */
static atomic_int shared = ATOMIC_VAR_INIT(3);
static atomic_long total;
static atomic_flag busy = ATOMIC_FLAG_INIT, once = ATOMIC_FLAG_INIT;
static atomic_uint highest;
static int plain;

static void *add(void *argument) {
    for (int i = 0; i < 200; i++) {
        while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire))
            ;
        plain++;
        atomic_flag_clear_explicit(&busy, memory_order_release);
        atomic_fetch_add_explicit(&total, 2, memory_order_relaxed);
        unsigned seen = atomic_load(&highest), mine = (unsigned)(long)argument * 1000 + i;
        while (seen < mine && !atomic_compare_exchange_weak(&highest, &seen, mine))
            ;
    }
    return NULL;
}

static void simple(void) {
    atomic_int n;
    atomic_init(&n, 12);
    printf("%d %d\n", atomic_load(&n), atomic_load_explicit(&shared, memory_order_acquire));
    atomic_store(&n, 40);
    atomic_store_explicit(&shared, 41, memory_order_release);
    printf("%d %d\n", n, shared);
    printf("%d", atomic_exchange(&n, 6));
    printf(" %d\n", atomic_exchange_explicit(&n, 12, memory_order_acq_rel));
    printf("%d", atomic_fetch_add(&n, 5));
    printf(" %d", atomic_fetch_sub(&n, 3));
    printf(" %d", atomic_fetch_or(&n, 0x21));
    printf(" %d", atomic_fetch_xor(&n, 0xff));
    printf(" %d", atomic_fetch_and(&n, 0x3c));
    printf(" -> %d\n", n);
    printf("%d", atomic_fetch_add_explicit(&n, 100, memory_order_seq_cst));
    printf(" %d", atomic_fetch_sub_explicit(&n, 1, memory_order_relaxed));
    printf(" %d", atomic_fetch_or_explicit(&n, 0x80, memory_order_release));
    printf(" %d", atomic_fetch_xor_explicit(&n, 1, memory_order_acquire));
    printf(" %d", atomic_fetch_and_explicit(&n, 0xf0, memory_order_acq_rel));
    printf(" -> %d\n", n);
}

static void exchanges(void) {
    atomic_long n = 7;
    long expected = 8;
    printf("%d", atomic_compare_exchange_strong(&n, &expected, 1));
    printf(" %ld\n", expected);
    printf("%d", atomic_compare_exchange_strong_explicit(&n, &expected, 9, memory_order_acq_rel, memory_order_relaxed));
    printf(" %ld %ld\n", expected, n);
    expected = 0;
    printf("%d", atomic_compare_exchange_weak_explicit(&n, &expected, 1, memory_order_seq_cst, memory_order_seq_cst));
    printf(" %ld %ld\n", expected, n);
}

static void widths(void) {
    atomic_uchar byte = 250;
    atomic_short small = -1;
    atomic_ullong big = 0;
    _Atomic(int *) pointer;
    int numbers[4] = {10, 20, 30, 40};
    atomic_bool flag = 5;
    atomic_init(&pointer, numbers);
    atomic_fetch_add(&byte, 10);
    atomic_fetch_sub(&small, 1);
    atomic_fetch_sub(&big, 1);
    atomic_fetch_add(&pointer, 2);
    printf("%d %d %llu %d %d\n", byte, small, big, *pointer, flag);
    byte += 3;
    small--;
    big ^= 0xff;
    printf("%d %d %llu\n", byte, small, big);
    printf("%d %d\n", atomic_is_lock_free(&byte), atomic_is_lock_free(&big));
}

int main(void) {
    pthread_t threads[3];
    simple();
    exchanges();
    widths();
    printf("%d", atomic_flag_test_and_set(&once));
    printf("%d", atomic_flag_test_and_set(&once));
    atomic_flag_clear(&once);
    printf("%d\n", atomic_flag_test_and_set(&once));
    for (long i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, add, (void *)i);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    atomic_signal_fence(memory_order_seq_cst);
    atomic_thread_fence(memory_order_seq_cst);
    printf("%d %ld %u %d\n", plain, total, highest, kill_dependency(plain) + 1);
    return 0;
}
