#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t first = getpid();
    if (fork() == 0) {
        pid_t second = getpid();
        if (fork() == 0) {
            sleep(1);
            pid_t parent = getppid();
            if (parent == second)
                printf("second\n");
            else if (parent == first)
                printf("first\n");
            else
                printf("neither\n");
        }
        return 0;
    }
    wait(NULL);
    sleep(2);
    return 0;
}
