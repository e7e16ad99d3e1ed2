#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *unused) {
    printf("begin ");
    fflush(stdout);
    sleep(2);
    printf("thread ");
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_detach(thread);
    sleep(1);
    printf("main\n");
    return 0;
}
