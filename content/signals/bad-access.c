#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t child = fork();
    if (child == 0) {
        int *nowhere = NULL;
        *nowhere = 1;
        return 0;
    }
    int status;
    waitpid(child, &status, 0);
    printf("signal %d, SIGSEGV %d\n", WTERMSIG(status), SIGSEGV);
    return 0;
}
