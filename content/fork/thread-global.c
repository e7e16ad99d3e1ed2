#include <pthread.h>
#include <stdio.h>

int x = 1;

static void *work(void *arg) {
    x = 5;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("x = %d\n", x);
    return 0;
}
