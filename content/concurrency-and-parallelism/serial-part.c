#include <pthread.h>
#include <stdio.h>

int total[2];

static void busy(void) {
    for (int i = 0; i < 12000; i++) continue;
}

static void *half(void *arg) {
    int *mine = arg;
    for (int i = 0; i < 3; i++) {
        busy();
        *mine = *mine + 1;
    }
    return NULL;
}

int main(void) {
    pthread_t t;
    busy();
    busy();
    pthread_create(&t, NULL, half, &total[0]);
    half(&total[1]);
    pthread_join(t, NULL);
    printf("%d\n", total[0] + total[1]);
    return 0;
}
