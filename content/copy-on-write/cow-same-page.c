#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

int main(void) {
    char *block = malloc(4 * PAGE);
    for (int i = 0; i < 4; i++)
        block[i * PAGE] = 'p';
    if (fork() == 0) {
        block[PAGE + 100] = 'a';
        block[PAGE + 200] = 'b';
        block[PAGE + 300] = 'c';
        return 0;
    }
    wait(NULL);
    return 0;
}
