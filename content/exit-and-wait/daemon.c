#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void) {
    pid_t starter = getpid();
    if (fork() > 0)
        exit(0);
    setsid();
    sleep(1);
    long work = 0;
    for (int i = 1; i <= 100; i++)
        work += i;
    printf("same parent %d, own session %d, work %ld\n",
           getppid() == starter, getsid(0) == getpid(), work);
    return 0;
}
