#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int made = 0;
    pid_t pid;
    while ((pid = fork()) > 0)
        made++;
    if (pid == 0)
        return 0;
    int why = errno;
    while (wait(NULL) > 0)
        made--;
    printf("fork %d, EAGAIN %d, left %d\n", pid, why == EAGAIN, made);
    return 0;
}
