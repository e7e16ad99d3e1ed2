#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int number = 1, now;

int main(void) {
    int end[2];
    int *box = &number;
    pipe(end);
    write(end[1], box, sizeof *box);
    if (fork() == 0) {
        read(end[0], box, sizeof *box);
        *box = 7;
        return 0;
    }
    wait(NULL);
    now = *box;
    printf("sender has %d\n", now);
    return 0;
}
