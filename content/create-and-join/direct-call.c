#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pid_t ran_in;

static void *run(void *unused) {
    ran_in = gettid();
    return unused;
}

int main(void) {
    run(NULL);
    int called = ran_in == gettid();
    pthread_t thread;
    pthread_create(&thread, NULL, run, NULL);
    pthread_join(thread, NULL);
    int started = ran_in == gettid();
    printf("same thread: called %d, started %d\n", called, started);
    return 0;
}
