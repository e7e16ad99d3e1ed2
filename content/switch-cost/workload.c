#include <pthread.h>
#include <unistd.h>

volatile int done[4];

static void work(int task, int units) {
    for (int u = 0; u < units; u++) {
        unsigned x = u;
        for (int i = 0; i < 800; i++) x = x * 3 + i;
        done[task] = x;
    }
}

static void *batch(void *arg) {
    work(1, 40);
    return NULL;
}

static void *quick(void *arg) {
    work(2, 10);
    return NULL;
}

static void *typing(void *arg) {
    for (int i = 0; i < 5; i++) {
        work(3, 2);
        usleep(15);
    }
    return NULL;
}

int main(void) {
    pthread_t t[3];
    pthread_create(&t[0], NULL, batch, NULL);
    pthread_create(&t[1], NULL, quick, NULL);
    pthread_create(&t[2], NULL, typing, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
