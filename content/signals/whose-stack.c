#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile pid_t ran_in;

static void on_signal(int number) {
    (void)number;
    ran_in = gettid();
}

int main(void) {
    signal(SIGUSR1, on_signal);
    raise(SIGUSR1);
    printf("same thread %d\n", ran_in == gettid());
    return 0;
}
