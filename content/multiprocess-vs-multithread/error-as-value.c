#include <pthread.h>
#include <stdio.h>

static void *work(void *arg) {
    int *nowhere = NULL;
    if (nowhere == NULL)
        return (void *)1;
    *nowhere = 1;
    return NULL;
}

int main(void) {
    pthread_t t;
    void *failed;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, &failed);
    printf("failed %d, main goes on\n", failed != NULL);
    return 0;
}
