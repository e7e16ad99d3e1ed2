#include <pthread.h>
#include <stdio.h>

int total = 0;

static void *work(void *arg) {
    int own = 0;
    for (int i = 0; i < 3; i++) {
        own++;
        total++;
    }
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(b, NULL);
    printf("total %d\n", total);
    return 0;
}
