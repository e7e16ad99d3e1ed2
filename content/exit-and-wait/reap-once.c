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
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    signal(SIGCHLD, on_child);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            _exit(0);
    sleep(1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    int left = 0;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        left++;
    printf("reaped %d, left %d\n", (int)reaped, left);
    return 0;
}
