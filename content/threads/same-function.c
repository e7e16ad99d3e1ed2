#include <pthread.h>
#include <stdio.h>

int result[2];

static void *square(void *arg) {
    int *slot = arg;
    int n = *slot;
    *slot = n * n;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    result[0] = 3;
    result[1] = 5;
    pthread_create(&a, NULL, square, &result[0]);
    pthread_create(&b, NULL, square, &result[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", result[0], result[1]);
    return 0;
}
