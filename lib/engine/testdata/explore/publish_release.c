#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static int text;
static atomic_int ready;
static int got = -1;

static void *author(void *arg) {
    text = 7;
    atomic_store_explicit(&ready, 1, memory_order_release);
    return NULL;
}

static void *looker(void *arg) {
    if (atomic_load_explicit(&ready, memory_order_acquire))
        got = text;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, author, NULL);
    pthread_create(&b, NULL, looker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("got %d\n", got);
    return 0;
}
