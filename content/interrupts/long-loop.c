#include <pthread.h>
#include <stdio.h>

static volatile long turns;
static int steps;

static void *spin(void *arg) {
    for (;;)
        turns++;
    return arg;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, spin, NULL);
    while (turns == 0)
        continue;
    for (int i = 0; i < 6; i++)
        steps++;
    printf("main %d\n", steps);
    return 0;
}
