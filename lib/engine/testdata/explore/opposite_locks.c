#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static int west = 5, east = 5;

static void *eastward(void *arg) {
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    west--;
    east++;
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return NULL;
}

static void *westward(void *arg) {
    pthread_mutex_lock(&b);
    pthread_mutex_lock(&a);
    east -= 2;
    west += 2;
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&b);
    return NULL;
}

int main(void) {
    pthread_t x, y;
    pthread_create(&x, NULL, eastward, NULL);
    pthread_create(&y, NULL, westward, NULL);
    pthread_join(x, NULL);
    pthread_join(y, NULL);
    printf("%d %d\n", west, east);
    return 0;
}
