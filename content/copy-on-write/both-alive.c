#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

int main(void) {
    char *block = malloc(4 * PAGE);
    for (int i = 0; i < 4; i++)
        block[i * PAGE] = 'p';
    if (fork() == 0) {
        block[0] = 'c';
        block[PAGE] = 'c';
        block[PAGE + 8] = 'c';
        sleep(2);
        return 0;
    }
    sleep(1);
    block[PAGE] = 'q';
    block[2 * PAGE] = 'q';
    wait(NULL);
    return 0;
}
