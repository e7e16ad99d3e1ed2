#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t child = fork();
    if (child == 0)
        exit(7);
    sleep(1);
    int first = kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    int second = kill(child, SIGKILL);
    if (WIFEXITED(status))
        printf("exit %d, ", WEXITSTATUS(status));
    if (WIFSIGNALED(status))
        printf("signal %d, ", WTERMSIG(status));
    printf("kill %d then %d\n", first, second);
    return 0;
}
