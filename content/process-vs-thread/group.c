#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t first;
int same_pid, same_tid;

static void *work(void *arg) {
    same_pid = getpid() == first;
    same_tid = gettid() == first;
    return NULL;
}

int main(void) {
    pthread_t t;
    int status;
    first = getpid();
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    if (fork() == 0)
        return getpid() == first;
    wait(&status);
    printf("thread: pid %d tid %d, ", same_pid, same_tid);
    printf("child: pid %d\n", WEXITSTATUS(status));
    return 0;
}
