#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *seconds) {
    sleep(*(int *)seconds);
    printf("%d ", *(int *)seconds);
    return NULL;
}

int main(void) {
    int wait[3] = {2, 3, 1};
    pthread_t thread[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&thread[i], NULL, work, &wait[i]);
    pthread_join(thread[0], NULL);
    printf("main ");
    pthread_join(thread[1], NULL);
    pthread_join(thread[2], NULL);
    printf("end\n");
    return 0;
}
