#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t calls;

static void on_signal(int number) {
    (void)number;
    calls++;
}

int main(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    signal(SIGUSR1, on_signal);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 3; i++)
        raise(SIGUSR1);
    int before = calls;
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("calls %d then %d\n", before, (int)calls);
    return 0;
}
