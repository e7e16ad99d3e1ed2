#include <pthread.h>
#include <stdio.h>

int shared = 1;

static void *work(void *arg) {
    int own = 20;
    shared = shared + own;
    return NULL;
}

int main(void) {
    int own = 10;
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("%d %d\n", shared, own);
    return 0;
}
