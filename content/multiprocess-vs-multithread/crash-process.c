#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t pid = fork();
    if (pid == 0) {
        int *nowhere = NULL;
        *nowhere = 1;
        return 0;
    }
    int status;
    waitpid(pid, &status, 0);
    printf("child ended by signal %d\n", WTERMSIG(status));
    printf("parent goes on\n");
    return 0;
}
