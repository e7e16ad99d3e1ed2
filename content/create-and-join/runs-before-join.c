#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static volatile int done;

static void *work(void *unused) {
    done = 1;
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    sleep(1);
    printf("before join %d\n", done);
    pthread_join(thread, NULL);
    return 0;
}
