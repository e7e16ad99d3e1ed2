#include <pthread.h>
#include <stdio.h>

int done = 0;

static void *fails(void *arg) {
    return (void *)1;
}

static void *works(void *arg) {
    done = 1;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    void *failed;
    pthread_create(&a, NULL, fails, NULL);
    pthread_create(&b, NULL, works, NULL);
    pthread_join(a, &failed);
    pthread_join(b, NULL);
    printf("failed %d, done %d\n", failed != NULL, done);
    return 0;
}
