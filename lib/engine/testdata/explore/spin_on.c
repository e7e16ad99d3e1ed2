#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int lit, cleared;

static void *begin(void *arg) {
    atomic_store(&lit, 1);
    return NULL;
}

static void *undo(void *arg) {
    if (atomic_load(&lit) == 0)
        atomic_store(&cleared, 1);
    else
        atomic_store(&lit, 0);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, begin, NULL);
    pthread_create(&b, NULL, undo, NULL);
    while (!atomic_load(&lit))
        ;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("lit %d, cleared %d\n", atomic_load(&lit), atomic_load(&cleared));
    return 0;
}
