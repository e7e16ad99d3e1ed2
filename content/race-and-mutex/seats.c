#include <pthread.h>
#include <stdio.h>

int seats = 1;

static void *reserve(void *arg) {
    if (seats > 0)
        seats = seats - 1;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, reserve, NULL);
    reserve(NULL);
    pthread_join(t, NULL);
    printf("seats = %d\n", seats);
    return 0;
}
