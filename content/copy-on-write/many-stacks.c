#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

char *heap;

static void *fill(void *arg) {
    char *from = arg;
    for (int i = 0; i < 3; i++)
        from[i] = 'a' + i;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    heap = malloc(7);
    pthread_create(&a, NULL, fill, heap);
    pthread_create(&b, NULL, fill, heap + 3);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    heap[6] = '\0';
    printf("%s\n", heap);
    return 0;
}
