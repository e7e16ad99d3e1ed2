#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int calls, noted;

static void *caller(void *arg) {
    pthread_rwlock_rdlock(&lock);
    calls = calls + 1;
    pthread_rwlock_unlock(&lock);
    return NULL;
}

static void *inspector(void *arg) {
    pthread_rwlock_wrlock(&lock);
    noted = calls;
    pthread_rwlock_unlock(&lock);
    return NULL;
}

int main(void) {
    pthread_t a, b, c;
    pthread_create(&a, NULL, caller, NULL);
    pthread_create(&b, NULL, caller, NULL);
    pthread_create(&c, NULL, inspector, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(c, NULL);
    printf("calls %d, check %d\n", calls, noted);
    return 0;
}
