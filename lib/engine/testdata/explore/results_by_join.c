#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *area(void *arg) {
    int *cellar = malloc(sizeof *cellar);
    *cellar = (int)(long)arg * (int)(long)arg;
    return cellar;
}

int main(void) {
    pthread_t t[3];
    int amount = 0;
    for (long i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, area, (void *)(i + 2));
    for (int i = 0; i < 3; i++) {
        void *cellar;
        pthread_join(t[i], &cellar);
        amount += *(int *)cellar;
        free(cellar);
    }
    printf("amount %d\n", amount);
    return 0;
}
