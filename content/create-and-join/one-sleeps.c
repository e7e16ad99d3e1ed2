#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *seconds) {
    sleep(*(int *)seconds);
    printf("%d ", *(int *)seconds);
    return NULL;
}

int main(void) {
    int wait[2] = {3, 1};
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, &wait[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("end\n");
    return 0;
}
