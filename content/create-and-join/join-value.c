#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static void *square(void *n) {
    intptr_t value = (intptr_t)n;
    return (void *)(value * value);
}

int main(void) {
    pthread_t thread[2];
    void *result[2];
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, square, (void *)(i + 3));
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], &result[i]);
    printf("%d %d\n", (int)(intptr_t)result[0], (int)(intptr_t)result[1]);
    return 0;
}
