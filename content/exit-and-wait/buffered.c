#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    if (fork() == 0) {
        printf("saved ");
        fflush(stdout);
        printf("lost ");
        _exit(5);
    }
    int status;
    wait(&status);
    printf("exit %d\n", WEXITSTATUS(status));
    return 0;
}
