#include <pthread.h>
#include <stdio.h>

static int price = 100;

static void *work(void *arg) {
    int *wrong = &price;
    *wrong = 0;
    return arg;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("price %d\n", price);
    return 0;
}
