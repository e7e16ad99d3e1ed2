#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2], got = 0;
    char c;
    pipe(end);
    if (fork() == 0) {
        int *nowhere = NULL;
        write(end[1], "ab", 2);
        *nowhere = 1;
        write(end[1], "cd", 2);
        return 0;
    }
    close(end[1]);
    while (read(end[0], &c, 1) > 0)
        got++;
    wait(NULL);
    printf("got %d\n", got);
    return 0;
}
