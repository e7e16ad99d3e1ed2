#include <pthread.h>
#include <stdio.h>

int savings = 100, wallet = 0;

static void *transfer(void *arg) {
    savings = savings - 10;
    wallet = wallet + 10;
    return NULL;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, transfer, NULL);
    pthread_create(&second, NULL, transfer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("savings = %d, wallet = %d\n", savings, wallet);
    return 0;
}
