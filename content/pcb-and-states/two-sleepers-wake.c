#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char block[8][1 << 18];

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
    for (int i = 0; i < 8; i++) memset(block[i], 1, sizeof block[i]);
    write(1, "A", 1);
    wait(NULL);
    wait(NULL);
    return 0;
}
