#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *unused) {
    (void)unused;
    sleep(1);
    printf("thread\n");
    return NULL;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    printf("main\n");
    return 0;
}
