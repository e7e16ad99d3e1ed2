#include <pthread.h>
#include <stdio.h>

int done[2];

static void busy(void) {
    for (int i = 0; i < 12000; i++) continue;
}

static void *work(void *arg) {
    int *mine = arg;
    for (int i = 0; i < 3; i++) {
        busy();
        *mine = *mine + 1;
    }
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, work, &done[0]);
    pthread_create(&b, NULL, work, &done[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", done[0], done[1]);
    return 0;
}
