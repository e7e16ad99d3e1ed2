#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char block[1 << 21];

static void sleeper(int microseconds, char name) {
    if (fork() > 0)
        return;
    usleep(microseconds);
    write(1, &name, 1);
    exit(0);
}

int main(void) {
    sleeper(200, 'B');
    sleeper(100, 'C');
    usleep(10);
    memset(block, 1, sizeof block);
    write(1, "A", 1);
    wait(NULL);
    wait(NULL);
    return 0;
}
