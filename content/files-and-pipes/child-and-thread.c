#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int by_child = 0, by_thread = 0;

static void *work(void *arg) {
    by_thread = 42;
    return NULL;
}

int main(void) {
    pthread_t t;
    if (fork() == 0) {
        by_child = 42;
        return 0;
    }
    wait(NULL);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("child %d, thread %d\n", by_child, by_thread);
    return 0;
}
