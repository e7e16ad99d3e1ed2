#include <pthread.h>
#include <stdio.h>

static int reached[2] = {10, 20};

static void *climb(void *arg) {
    int *mine = arg;
    int i = *mine;
    for (int step = 0; step < 4; step++) {
        i++;
        *mine = i;
    }
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, climb, &reached[0]);
    pthread_create(&b, NULL, climb, &reached[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", reached[0], reached[1]);
    return 0;
}
