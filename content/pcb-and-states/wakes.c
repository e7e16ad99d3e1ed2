#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char block[1 << 20];

int main(void) {
    if (fork() == 0) {
        usleep(100);
        write(1, "woken ", 6);
        return 0;
    }
    usleep(10);
    memset(block, 1, sizeof block);
    write(1, "worked ", 7);
    wait(NULL);
    return 0;
}
