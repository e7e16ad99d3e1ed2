#include <pthread.h>
#include <stdio.h>

static void *work(void *arg) {
    int *borrowed = arg;
    *borrowed = 99;
    return NULL;
}

int main(void) {
    int own = 10;
    pthread_t t;
    pthread_create(&t, NULL, work, &own);
    pthread_join(t, NULL);
    printf("own = %d\n", own);
    return 0;
}
