#include <pthread.h>
#include <stdio.h>

static __thread int own = 1;

static void *runner(void *arg) {
    for (int i = 0; i < 3; i++)
        own = own * 2;
    return (void *)(long)own;
}

int main(void) {
    pthread_t a, b;
    void *x, *y;
    own = 100;
    pthread_create(&a, NULL, runner, NULL);
    pthread_create(&b, NULL, runner, NULL);
    own++;
    pthread_join(a, &x);
    pthread_join(b, &y);
    printf("%ld %ld %d\n", (long)x, (long)y, own);
    return 0;
}
