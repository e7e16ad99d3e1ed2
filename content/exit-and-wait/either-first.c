#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int steps;

int main(void) {
    for (int code = 1; code <= 2; code++)
        if (fork() == 0) {
            for (steps = 0; steps < 5; steps++)
                continue;
            exit(code);
        }
    int status;
    pid_t ended = wait(&status);
    printf("%d\n", ended > 0 ? WEXITSTATUS(status) : -1);
    wait(NULL);
    return 0;
}
