#include <stdio.h>
#include <time.h>
#include <unistd.h>

static long now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000;
}

int main(void) {
    long start = now(CLOCK_MONOTONIC);
    long used = now(CLOCK_PROCESS_CPUTIME_ID);
    usleep(50000);
    printf("slept: %s\n", now(CLOCK_MONOTONIC) - start >= 50 ? "yes" : "no");
    printf("used the core: %s\n",
           now(CLOCK_PROCESS_CPUTIME_ID) - used >= 50 ? "yes" : "no");
    return 0;
}
