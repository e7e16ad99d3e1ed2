#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t rings;
static sem_t told;

static void ring(int signal, siginfo_t *information, void *context) {
    rings += information->si_value.sival_int;
}

static void tell(union sigval value) {
    *(int *)value.sival_ptr = 1;
    sem_post(&told);
}

static void by_signal(void) {
    struct sigaction action = {.sa_sigaction = ring, .sa_flags = SA_SIGINFO};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 10};
    struct itimerspec once = {.it_value = {0, 50000000}}, often = {{0, 50000000}, {0, 50000000}}, rest;
    timer_t timer;
    sigaction(SIGRTMIN, &action, NULL);
    printf("create %d\n", timer_create(CLOCK_MONOTONIC, &event, &timer));
    timer_gettime(timer, &rest);
    printf("idle %d\n", rest.it_value.tv_sec == 0 && rest.it_value.tv_nsec == 0);
    printf("set %d\n", timer_settime(timer, 0, &once, NULL));
    timer_gettime(timer, &rest);
    printf("armed %d\n", rest.it_value.tv_nsec > 0 && rest.it_value.tv_nsec <= 50000000);
    while (!rings)
        pause();
    printf("rings %d overrun %d\n", rings, timer_getoverrun(timer));
    timer_settime(timer, 0, &often, NULL);
    while (rings < 40)
        pause();
    printf("delete %d\n", timer_delete(timer));
    printf("rings %d\n", rings);
}

static void by_thread(void) {
    static int done;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = tell, .sigev_value.sival_ptr = &done};
    struct itimerspec once = {.it_value = {0, 50000000}};
    timer_t timer;
    sem_init(&told, 0, 0);
    timer_create(CLOCK_REALTIME, &event, &timer);
    timer_settime(timer, 0, &once, NULL);
    while (sem_wait(&told) < 0)
        ;
    printf("told %d\n", done);
    timer_delete(timer);
}

int main(void) {
    char name[16] = "";
    timer_t timer;
    by_signal();
    by_thread();
    errno = 0;
    printf("%d %d\n", timer_create(9999, NULL, &timer), errno == EINVAL);
    prctl(PR_SET_NAME, "worker");
    prctl(PR_GET_NAME, name);
    printf("%s\n", name);
    return 0;
}
