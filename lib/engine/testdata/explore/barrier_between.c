#include <pthread.h>
#include <stdio.h>

static pthread_barrier_t meeting;
static int part[2], full[2];

static void *runner(void *arg) {
    long me = (long)arg;
    part[me] = 10 + me;
    pthread_barrier_wait(&meeting);
    full[me] = part[0] + part[1];
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_barrier_init(&meeting, NULL, 2);
    pthread_create(&a, NULL, runner, (void *)0L);
    pthread_create(&b, NULL, runner, (void *)1L);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", full[0], full[1]);
    return 0;
}
