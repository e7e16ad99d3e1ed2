#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

int main(void) {
    char *block = malloc(6 * PAGE);
    for (int i = 0; i < 6; i++)
        block[i * PAGE] = 'p';
    for (int worker = 0; worker < 3; worker++)
        if (fork() == 0) {
            for (int i = 0; i <= worker; i++)
                block[i * PAGE] = 'c';
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%c%c%c\n", block[0], block[PAGE], block[2 * PAGE]);
    return 0;
}
