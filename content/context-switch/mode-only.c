#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *other(void *arg) {
    printf("other ");
    return arg;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, other, NULL);
    for (int i = 0; i < 10; i++)
        getpid();
    printf("ten-calls ");
    pthread_join(thread, NULL);
    printf("joined\n");
    return 0;
}
