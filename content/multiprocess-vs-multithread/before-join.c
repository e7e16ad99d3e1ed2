#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *arg) {
    int *nowhere = NULL;
    *nowhere = 1;
    return (void *)1;
}

int main(void) {
    pthread_t t;
    void *result = NULL;
    write(1, "start\n", 6);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, &result);
    write(1, result == NULL ? "good\n" : "fail\n", 5);
    return 0;
}
