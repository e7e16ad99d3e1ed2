#include <pthread.h>
#include <stdio.h>

static void *work(void *arg) {
    int *nowhere = NULL;
    *nowhere = 1;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("main goes on\n");
    return 0;
}
