#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int x, y;
static int a, b;

static void *west(void *arg) {
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    a = atomic_load_explicit(&y, memory_order_relaxed);
    return NULL;
}

static void *east(void *arg) {
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    b = atomic_load_explicit(&x, memory_order_relaxed);
    return NULL;
}

int main(void) {
    pthread_t s, t;
    pthread_create(&s, NULL, west, NULL);
    pthread_create(&t, NULL, east, NULL);
    pthread_join(s, NULL);
    pthread_join(t, NULL);
    printf("a=%d b=%d\n", a, b);
    return 0;
}
