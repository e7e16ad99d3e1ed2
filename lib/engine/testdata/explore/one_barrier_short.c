#include <pthread.h>
#include <stdio.h>

static pthread_barrier_t meeting;
static int tile[2] = {1, 2};

static void *move(void *arg) {
    long me = (long)arg;
    int later = tile[0] + tile[1];
    pthread_barrier_wait(&meeting);
    tile[me] = later;
    tile[me] += tile[1 - me];
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_barrier_init(&meeting, NULL, 2);
    pthread_create(&a, NULL, move, (void *)0L);
    pthread_create(&b, NULL, move, (void *)1L);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", tile[0], tile[1]);
    return 0;
}
