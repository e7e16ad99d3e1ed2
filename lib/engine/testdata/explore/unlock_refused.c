#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m;
static int held, denied;

static void *runner(void *arg) {
    pthread_mutex_lock(&m);
    held++;
    pthread_mutex_unlock(&m);
    if (pthread_mutex_unlock(&m) == EPERM)
        __atomic_fetch_add(&denied, 1, __ATOMIC_SEQ_CST);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_mutexattr_t compare;
    pthread_mutexattr_init(&compare);
    pthread_mutexattr_settype(&compare, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&m, &compare);
    pthread_create(&a, NULL, runner, NULL);
    pthread_create(&b, NULL, runner, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("held %d, denied %d\n", held, denied);
    return 0;
}
