#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int end[2];

static void *work(void *unused) {
    sleep(1);
    printf("worked, ");
    write(end[1], "x", 1);
    return unused;
}

int main(void) {
    char got;
    pthread_t thread;
    pipe(end);
    pthread_create(&thread, NULL, work, NULL);
    read(end[0], &got, 1);
    pthread_join(thread, NULL);
    printf("got %c\n", got);
    return 0;
}
