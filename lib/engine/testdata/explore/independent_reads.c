#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int x, y;
static int r[4];

static void *set_x(void *arg) {
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    return NULL;
}

static void *set_y(void *arg) {
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    return NULL;
}

static void *see_xy(void *arg) {
    r[0] = atomic_load_explicit(&x, memory_order_relaxed);
    r[1] = atomic_load_explicit(&y, memory_order_relaxed);
    return NULL;
}

static void *see_yx(void *arg) {
    r[2] = atomic_load_explicit(&y, memory_order_relaxed);
    r[3] = atomic_load_explicit(&x, memory_order_relaxed);
    return NULL;
}

int main(void) {
    void *(*routine[4])(void *) = {set_x, set_y, see_xy, see_yx};
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, routine[i], NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("x%d y%d, y%d x%d\n", r[0], r[1], r[2], r[3]);
    return 0;
}
