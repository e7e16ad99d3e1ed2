#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t calls, reaped;

static void on_child(int number) {
    int saved = errno;
    (void)number;
    calls++;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    errno = saved;
}

int main(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    signal(SIGCHLD, on_child);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 3; i++)
        if (fork() == 0)
            _exit(0);
    sleep(1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("calls %d, reaped %d\n", (int)calls, (int)reaped);
    return 0;
}
