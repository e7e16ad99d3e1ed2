#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t permits;
static int handled;

static void *taker(void *arg) {
    sem_wait(&permits);
    handled = handled + 1;
    sem_post(&permits);
    return NULL;
}

int main(void) {
    pthread_t t[3];
    sem_init(&permits, 0, 2);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, taker, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("handled %d\n", handled);
    return 0;
}
