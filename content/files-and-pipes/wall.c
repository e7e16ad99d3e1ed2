#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int message = 0;

int main(void) {
    if (fork() == 0) {
        message = 42;
        return 0;
    }
    wait(NULL);
    printf("parent sees %d\n", message);
    return 0;
}
