#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t first, second;

static void on_signal(int number) {
    if (number == SIGUSR1)
        first++;
    else
        second++;
}

int main(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    signal(SIGUSR1, on_signal);
    signal(SIGUSR2, on_signal);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR1);
    raise(SIGUSR1);
    raise(SIGUSR2);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(SIGUSR1);
    printf("%d %d\n", (int)first, (int)second);
    return 0;
}
