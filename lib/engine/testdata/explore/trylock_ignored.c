#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int amount, taken;

static void *put(void *arg) {
    int own = pthread_mutex_trylock(&m) == 0;
    amount = amount + 1;
    if (own) {
        taken = taken + 1;
        pthread_mutex_unlock(&m);
    }
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, put, NULL);
    pthread_create(&b, NULL, put, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("amount %d, %d with the key\n", amount, taken);
    return 0;
}
