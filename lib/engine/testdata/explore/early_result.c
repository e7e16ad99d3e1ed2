#include <pthread.h>
#include <stdio.h>

static int north, south;

static void *one(void *arg) {
    north = 1;
    return NULL;
}

static void *two(void *arg) {
    south = 1;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, one, NULL);
    pthread_create(&b, NULL, two, NULL);
    pthread_join(a, NULL);
    int found = north * 10 + south;
    pthread_join(b, NULL);
    printf("found %d\n", found);
    return 0;
}
