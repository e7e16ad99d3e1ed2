#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int steps[2];

static void *climb(void *arg) {
    int *mine = arg;
    for (int i = 0; i < 6; i++)
        (*mine)++;
    return NULL;
}

int main(void) {
    pthread_t thread;
    if (fork() == 0) {
        climb(&steps[0]);
        printf("child %d %d\n", steps[0], steps[1]);
        return 0;
    }
    pthread_create(&thread, NULL, climb, &steps[1]);
    climb(&steps[0]);
    pthread_join(thread, NULL);
    wait(NULL);
    printf("parent %d %d\n", steps[0], steps[1]);
    return 0;
}
