#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct job {
    int steps;
    long first, last;
};

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

static void *work(void *arg) {
    struct job *mine = arg;
    mine->first = now();
    while (mine->steps < 12) {
        for (int i = 0; i < 780; i++)
            continue;
        mine->steps++;
    }
    mine->last = now();
    return NULL;
}

int main(void) {
    static struct job jobs[2];
    pthread_t a, b;
    pthread_create(&a, NULL, work, &jobs[0]);
    pthread_create(&b, NULL, work, &jobs[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("first %ld us, ", jobs[1].first - jobs[0].first);
    printf("all %ld us\n", jobs[1].last - jobs[0].first);
    return 0;
}
