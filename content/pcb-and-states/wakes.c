#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char block[4][1 << 18];

int main(void) {
    if (fork() == 0) {
        usleep(100);
        write(1, "woken ", 6);
        return 0;
    }
    usleep(10);
    for (int i = 0; i < 4; i++) memset(block[i], 1, sizeof block[i]);
    write(1, "worked ", 7);
    wait(NULL);
    return 0;
}
