#include <pthread.h>
#include <stdio.h>

int seats = 1;
int sold = 0;

static void *buy(void *arg) {
    if (seats > 0) {
        seats = seats - 1;
        sold = sold + 1;
    }
    return NULL;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, buy, NULL);
    pthread_create(&second, NULL, buy, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("seats = %d, sold = %d\n", seats, sold);
    return 0;
}
