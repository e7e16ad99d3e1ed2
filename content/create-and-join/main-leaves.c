#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *unused) {
    sleep(1);
    printf("thread\n");
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_detach(thread);
    printf("main leaves\n");
    pthread_exit(NULL);
}
