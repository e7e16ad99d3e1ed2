#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void on_child(int number) {
    (void)number;
    if (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
}

int main(void) {
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    signal(SIGCHLD, on_child);
    sigprocmask(SIG_BLOCK, &set, &old);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            _exit(0);
    while (reaped < 2)
        sigsuspend(&old);
    printf("reaped %d, then %d\n", (int)reaped, (int)wait(NULL));
    return 0;
}
