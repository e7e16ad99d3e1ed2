#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int end[3][2];

static void reader(int number) {
    char byte, name = 'A' + number;
    pipe(end[number]);
    if (fork() > 0)
        return;
    read(end[number][0], &byte, 1);
    write(1, &name, 1);
    exit(0);
}

int main(void) {
    const int order[] = {1, 2, 0};
    for (int i = 0; i < 3; i++) {
        reader(i);
        usleep(1000);
    }
    for (int i = 0; i < 3; i++) {
        write(end[order[i]][1], "x", 1);
        wait(NULL);
    }
    return 0;
}
