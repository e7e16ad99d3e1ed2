#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int gate, one;

static void *stranger(void *arg) {
    pthread_mutex_lock(&m);
    while (!gate)
        pthread_cond_wait(&c, &m);
    if (!one)
        one = (int)(long)arg;
    pthread_mutex_unlock(&m);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, stranger, (void *)1L);
    pthread_create(&b, NULL, stranger, (void *)2L);
    pthread_mutex_lock(&m);
    gate = 1;
    pthread_cond_signal(&c);
    pthread_mutex_unlock(&m);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("earlier in: %d\n", one);
    return 0;
}
