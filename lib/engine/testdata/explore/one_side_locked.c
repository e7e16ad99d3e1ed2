#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int sheets = 10;

static void *taker(void *arg) {
    pthread_mutex_lock(&m);
    sheets = sheets - 3;
    pthread_mutex_unlock(&m);
    return NULL;
}

static void *helper(void *arg) {
    sheets = sheets - 1;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, taker, NULL);
    pthread_create(&b, NULL, helper, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("sheets %d\n", sheets);
    return 0;
}
