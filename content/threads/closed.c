#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int end[2];

static void *work(void *arg) {
    close(end[1]);
    return NULL;
}

int main(void) {
    pthread_t t;
    pipe(end);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    int written = write(end[1], "x", 1);
    printf("written = %d\n", written);
    return 0;
}
