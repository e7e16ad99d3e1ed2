#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int made = 0;

static void *work(void *arg) {
    made++;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    int after_thread = made;
    if (fork() == 0) {
        made++;
        return 0;
    }
    wait(NULL);
    printf("thread %d, process %d\n", after_thread, made);
    return 0;
}
