#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int x = 1;
    if (fork() == 0)
        x += 1;
    if (fork() == 0)
        x += 2;
    printf("%d\n", x);
    fflush(stdout);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
