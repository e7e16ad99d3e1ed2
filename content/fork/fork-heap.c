#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *block = malloc(sizeof *block);
    *block = 4;
    pid_t before = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        *block += 1;
        return getpid() == before ? 10 + *block : *block;
    }
    int status;
    waitpid(pid, &status, 0);
    printf("parent %d, child %d\n", *block, WEXITSTATUS(status));
    return 0;
}
