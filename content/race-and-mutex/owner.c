#include <pthread.h>
#include <stdio.h>

pthread_mutex_t lock;
int refused;

static void *work(void *arg) {
    refused = pthread_mutex_unlock(&lock) != 0;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &kind);
    pthread_mutex_lock(&lock);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    int held = pthread_mutex_trylock(&lock) != 0;
    printf("refused %d, held %d\n", refused, held);
    return 0;
}
