#include <pthread.h>
#include <stdio.h>

static __thread int own = 1;

static void *stranger(void *arg) {
    int *foreign = arg;
    *foreign = *foreign + 10;
    own = 50;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, stranger, &own);
    own = own + 1;
    pthread_join(t, NULL);
    printf("own %d\n", own);
    return 0;
}
