#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int steps = 0;
    steps++;
    pid_t pid = fork();
    steps++;
    if (pid == 0)
        return steps;
    int status;
    waitpid(pid, &status, 0);
    printf("parent %d, child %d\n", steps, WEXITSTATUS(status));
    return 0;
}
