#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int letter, posted, unpacked = -1;

static void *sender(void *arg) {
    letter = 5;
    pthread_mutex_lock(&m);
    posted = 1;
    pthread_mutex_unlock(&m);
    return NULL;
}

static void *addressee(void *arg) {
    pthread_mutex_lock(&m);
    int arrived = posted;
    pthread_mutex_unlock(&m);
    if (arrived)
        unpacked = letter;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, sender, NULL);
    pthread_create(&b, NULL, addressee, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("unpacked %d\n", unpacked);
    return 0;
}
