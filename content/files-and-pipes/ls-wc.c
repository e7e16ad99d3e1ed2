#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int seen;

static void count(int from) {
    char byte;
    while (read(from, &byte, 1) > 0)
        seen++;
    printf("got %d\n", seen);
}

int main(void) {
    int end[2];
    pipe(end);
    if (fork() == 0) {
        write(end[1], "abc", 3);
        return 0;
    }
    if (fork() == 0) {
        count(end[0]);
        return 0;
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
