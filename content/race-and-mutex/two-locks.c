#include <pthread.h>
#include <stdio.h>

int count = 0;
pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg) {
    pthread_mutex_t *lock = arg;
    pthread_mutex_lock(lock);
    count++;
    pthread_mutex_unlock(lock);
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, &left);
    work(&right);
    pthread_join(t, NULL);
    printf("count = %d\n", count);
    return 0;
}
