#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lower = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t upper = PTHREAD_MUTEX_INITIALIZER;
static int points;

static void *height(void *arg) {
    pthread_mutex_t *own = arg;
    pthread_mutex_lock(own);
    points++;
    points++;
    pthread_mutex_unlock(own);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, height, &lower);
    pthread_create(&b, NULL, height, &upper);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("points %d\n", points);
    return 0;
}
