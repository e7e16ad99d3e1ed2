#include <pthread.h>
#include <stdio.h>

int here = 50, there = 50;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *transfer(void *arg) {
    pthread_mutex_lock(&lock);
    here = here - 30;
    there = there + 30;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, transfer, NULL);
    int sum = here + there;
    pthread_join(t, NULL);
    printf("sum = %d\n", sum);
    return 0;
}
