#include <stdio.h>
#include <unistd.h>

int main(void) {
    pid_t parent = getpid();
    if (fork() == 0) {
        sleep(1);
        printf("child %d\n", getppid() == parent);
        return 0;
    }
    printf("parent\n");
    return 0;
}
