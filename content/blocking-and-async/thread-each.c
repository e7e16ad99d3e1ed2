#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int a[2], b[2];

void answer(int fd, clock_t work) {
    char who;
    read(fd, &who, 1);
    printf(" %c[", who);
    for (clock_t end = clock() + work; clock() < end;)
        ;
    printf(" %c]", who);
}

void *serve_b(void *unused) {
    answer(b[0], 0);
    return unused;
}

int main(void) {
    pthread_t other;
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        write(a[1], "a", 1);
        usleep(300);
        write(b[1], "b", 1);
        return 0;
    }
    printf("log");
    pthread_create(&other, NULL, serve_b, NULL);
    answer(a[0], 3000);
    pthread_join(other, NULL);
    printf("\n");
    return 0;
}
