#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static int done[2];

static void *work(void *arg) {
    for (int i = 0; i < 12; i++)
        done[1]++;
    return arg;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        done[0]++;
    sched_yield();
    done[0]++;
    usleep(20);
    done[0]++;
    pthread_join(thread, NULL);
    printf("%d %d\n", done[0], done[1]);
    return 0;
}
