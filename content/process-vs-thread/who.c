#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int pid, tid;

static void *work(void *arg) {
    pid = getpid();
    tid = gettid();
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("same pid: %d\n", pid == getpid());
    printf("same tid: %d\n", tid == gettid());
    printf("main tid is the pid: %d\n", gettid() == getpid());
    return 0;
}
