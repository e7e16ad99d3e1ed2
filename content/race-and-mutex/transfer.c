#include <pthread.h>
#include <stdio.h>

int savings = 100, wallet = 0;

static void *transfer(void *arg) {
    savings = savings - 10;
    wallet = wallet + 10;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, transfer, NULL);
    pthread_create(&b, NULL, transfer, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("savings = %d, wallet = %d\n", savings, wallet);
    return 0;
}
