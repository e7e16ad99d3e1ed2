#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

/* main sleeps for seconds while a thread counts how often it looks at a flag */
static volatile int lit;

static void *watch(void *turns) {
    unsigned long n = 0;
    while (!lit) n++;
    *(int *)turns = n > 1000;
    return turns;
}

int main(void) {
    pthread_t t;
    int many = 0;
    pthread_create(&t, NULL, watch, &many);
    sleep(2);
    puts("lights on");
    lit = 1;
    pthread_join(t, NULL);
    printf("many turns: %d\n", many);
    return 0;
}
