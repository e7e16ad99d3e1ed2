#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct item {
    int width, height;
};

static void *multiply(void *arg) {
    struct item *o = arg;
    return (void *)(long)(o->width * o->height);
}

int main(void) {
    pthread_t t;
    void *result;
    struct item *o = malloc(sizeof *o);
    o->width = 5;
    o->height = 1;
    pthread_create(&t, NULL, multiply, o);
    o->width = 6;
    pthread_join(t, &result);
    o->height = 2;
    printf("result %ld\n", (long)result);
    free(o);
    return 0;
}
