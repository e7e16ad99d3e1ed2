#include <pthread.h>
#include <stdio.h>

static void *work(void *arg) {
    int own = 1;
    int *lent = arg;
    own = own + *lent;
    *lent = own;
    return NULL;
}

int main(void) {
    int own = 5;
    pthread_t t;
    pthread_create(&t, NULL, work, &own);
    pthread_join(t, NULL);
    printf("own = %d\n", own);
    return 0;
}
