#include <pthread.h>
#include <stdio.h>

int part[2];

static void *add(void *arg) {
    int *slot = arg;
    for (int i = 1; i <= 4; i++)
        *slot += i;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, add, &part[0]);
    pthread_create(&b, NULL, add, &part[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", part[0], part[1]);
    return 0;
}
