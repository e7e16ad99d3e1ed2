#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int end[2];

static void *writer(void *arg) {
    write(end[1], "x", 1);
    return arg;
}

int main(void) {
    pthread_t thread;
    char byte = '-';
    pipe(end);
    pthread_create(&thread, NULL, writer, NULL);
    read(end[0], &byte, 1);
    printf("%c\n", byte);
    pthread_join(thread, NULL);
    return 0;
}
