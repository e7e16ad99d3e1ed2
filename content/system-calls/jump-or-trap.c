#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int answer(void) {
    return 42;
}

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

int main(void) {
    long start = now();
    for (int i = 0; i < 1000; i++)
        answer();
    long jumps = now() - start;
    start = now();
    for (int i = 0; i < 1000; i++)
        getppid();
    long traps = now() - start;
    printf("ten times as long: %s\n", traps > 10 * jumps ? "yes" : "no");
    return 0;
}
