#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t me = getpid();
    pid_t child = fork();
    if (child == 0) {
        printf("own PID same: %d, parent is that one: %d\n",
               getpid() == me, getppid() == me);
        return 0;
    }
    wait(NULL);
    printf("PID kept: %d, child has another: %d\n", getpid() == me, child != me);
    return 0;
}
