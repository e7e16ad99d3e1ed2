#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int n;
static int again[2];

static void *raise(void *arg) {
    long me = (long)arg;
    for (int i = 0; i < 2; i++) {
        int found = atomic_load(&n);
        while (!atomic_compare_exchange_strong(&n, &found, found + 1))
            again[me]++;
    }
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, raise, (void *)0L);
    pthread_create(&b, NULL, raise, (void *)1L);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("n %d with %d repeats\n", atomic_load(&n), again[0] + again[1]);
    return 0;
}
