#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    sleep(1);
    kill(child, SIGTERM);
    int status;
    waitpid(child, &status, 0);
    printf("exited %d, signal %d\n", WIFEXITED(status), WTERMSIG(status));
    return 0;
}
