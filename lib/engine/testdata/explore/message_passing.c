#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int x, y;
static int a, b;

static void *give(void *arg) {
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    return NULL;
}

static void *take(void *arg) {
    a = atomic_load_explicit(&y, memory_order_relaxed);
    b = atomic_load_explicit(&x, memory_order_relaxed);
    return NULL;
}

int main(void) {
    pthread_t s, t;
    pthread_create(&s, NULL, give, NULL);
    pthread_create(&t, NULL, take, NULL);
    pthread_join(s, NULL);
    pthread_join(t, NULL);
    printf("flag=%d data=%d\n", a, b);
    return 0;
}
