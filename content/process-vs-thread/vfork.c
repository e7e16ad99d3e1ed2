#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int by_fork = 1, by_vfork = 1;

int main(void) {
    if (fork() == 0) {
        by_fork = 5;
        _exit(0);
    }
    if (vfork() == 0) {
        by_vfork = 5;
        _exit(0);
    }
    while (wait(NULL) > 0)
        continue;
    printf("fork %d, vfork %d\n", by_fork, by_vfork);
    return 0;
}
