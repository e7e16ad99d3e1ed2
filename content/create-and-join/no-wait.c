#include <pthread.h>
#include <stdio.h>

static int total;

static void *work(void *unused) {
    for (int i = 0; i < 10; i++)
        total += 10;
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    printf("total %d\n", total);
    return 0;
}
