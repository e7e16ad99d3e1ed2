#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void *work(void *arg) {
    int *nowhere = NULL;
    *nowhere = 1;
    return NULL;
}

int main(void) {
    if (fork() == 0) {
        pthread_t t;
        pthread_create(&t, NULL, work, NULL);
        pthread_join(t, NULL);
        printf("child goes on\n");
        return 0;
    }
    int status;
    wait(&status);
    printf("child ended by signal %d\n", WTERMSIG(status));
    return 0;
}
