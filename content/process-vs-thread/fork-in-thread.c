#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int ticks = 0;

static void *tick(void *arg) {
    sleep(1);
    ticks++;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, tick, NULL);
    if (fork() == 0) {
        sleep(2);
        _exit(ticks);
    }
    int status;
    wait(&status);
    pthread_join(t, NULL);
    printf("parent %d, child %d\n", ticks, WEXITSTATUS(status));
    return 0;
}
