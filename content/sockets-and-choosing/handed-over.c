#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2], *box = calloc(1, sizeof *box);
    pipe(end);
    if (fork() == 0) {
        read(end[0], box, sizeof *box);
        *box = 7;
        return 0;
    }
    *box = 1;
    write(end[1], box, sizeof *box);
    wait(NULL);
    printf("sender has %d\n", *box);
    return 0;
}
