#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

int main(void) {
    char *block = malloc(8 * PAGE);
    for (int i = 0; i < 8; i++)
        block[i * PAGE] = 'p';
    pid_t pid = fork();
    if (pid == 0) {
        int seen = 0;
        for (int i = 0; i < 8; i++)
            seen += block[i * PAGE] == 'p';
        block[2 * PAGE] = 'c';
        block[5 * PAGE] = 'c';
        return seen;
    }
    int status;
    waitpid(pid, &status, 0);
    printf("child saw %d\n", WEXITSTATUS(status));
    printf("parent has %c%c\n", block[2 * PAGE], block[5 * PAGE]);
    return 0;
}
