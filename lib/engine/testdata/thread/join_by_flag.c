#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* a join made of a flag: the parent burns the processor until the child says that it has finished */
static volatile int finished = 0;

static void *child(void *arg) {
    printf("child of %s\n", (char *)arg);
    sleep(1);
    finished = 1;
    return NULL;
}

int main(void) {
    pthread_t c;
    puts("parent begins");
    if (pthread_create(&c, NULL, child, "parent") != 0) exit(1);
    while (finished == 0)
        ;
    puts("parent ends");
    return 0;
}
