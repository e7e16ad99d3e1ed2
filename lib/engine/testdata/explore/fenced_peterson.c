#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int wish[2], whose;
static int tally;

static void *runner(void *arg) {
    int me = (int)(long)arg, rival = 1 - me;
    atomic_store_explicit(&wish[me], 1, memory_order_release);
    atomic_store_explicit(&whose, rival, memory_order_release);
    atomic_thread_fence(memory_order_seq_cst);
    while (atomic_load_explicit(&wish[rival], memory_order_acquire) && atomic_load_explicit(&whose, memory_order_acquire) == rival)
        ;
    int found = tally;
    tally = found + 1;
    atomic_store_explicit(&wish[me], 0, memory_order_release);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, runner, (void *)0L);
    pthread_create(&b, NULL, runner, (void *)1L);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("tally %d\n", tally);
    return 0;
}
