#include <signal.h>
#include <unistd.h>

static void on_signal(int number) {
    (void)number;
    write(1, "handler ", 8);
}

int main(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    signal(SIGUSR1, on_signal);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGUSR1);
    write(1, "sent ", 5);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    write(1, "end\n", 4);
    return 0;
}
