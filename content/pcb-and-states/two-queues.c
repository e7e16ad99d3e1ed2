#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void reader(int pipe_end, char name) {
    char byte;
    if (fork() > 0)
        return;
    read(pipe_end, &byte, 1);
    write(1, &name, 1);
    exit(0);
}

int main(void) {
    int left[2], right[2];
    pipe(left);
    pipe(right);
    reader(left[0], 'L');
    usleep(1000);
    reader(right[0], 'R');
    usleep(1000);
    write(right[1], "x", 1);
    wait(NULL);
    write(left[1], "x", 1);
    wait(NULL);
    return 0;
}
