#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int before = 7;
    pid_t pid = fork();
    if (pid == 0) {
        printf("child: %d %d\n", pid, before);
        return 3;
    }
    int status;
    waitpid(pid, &status, 0);
    printf("parent: %d %d\n", pid > 0, WEXITSTATUS(status));
    return 0;
}
