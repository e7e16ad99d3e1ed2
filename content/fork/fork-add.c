#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int x = 10;

int main(void) {
    pid_t pid = fork();
    if (pid == 0) {
        x = x + 5;
        return x;
    }
    int status;
    waitpid(pid, &status, 0);
    x = x + 1;
    printf("parent %d, child %d\n", x, WEXITSTATUS(status));
    return 0;
}
