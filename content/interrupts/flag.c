#include <pthread.h>
#include <stdio.h>

static volatile int ready;

static void *set(void *arg) {
    ready = 1;
    return arg;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, set, NULL);
    while (ready == 0)
        continue;
    printf("seen %d\n", ready);
    return 0;
}
