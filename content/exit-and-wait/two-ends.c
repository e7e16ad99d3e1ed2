#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(pid_t child) {
    int status;
    waitpid(child, &status, 0);
    if (WIFEXITED(status))
        printf("exit %d\n", WEXITSTATUS(status));
    else
        printf("signal %d\n", WTERMSIG(status));
}

int main(void) {
    pid_t early = fork();
    if (early == 0)
        exit(3);
    pid_t late = fork();
    if (late == 0)
        for (;;)
            pause();
    sleep(1);
    kill(early, SIGTERM);
    kill(late, SIGTERM);
    report(early);
    report(late);
    return 0;
}
