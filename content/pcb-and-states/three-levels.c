#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t first = getpid();
    if (fork() == 0) {
        pid_t second = getpid();
        if (fork() == 0)
            printf("first %d second %d\n", getppid() == first, getppid() == second);
        else
            wait(NULL);
        return 0;
    }
    wait(NULL);
    return 0;
}
