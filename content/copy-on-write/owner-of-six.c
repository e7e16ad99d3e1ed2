#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

int main(void) {
    char *block = malloc(6 * PAGE);
    for (int i = 0; i < 6; i++)
        block[i * PAGE] = 'p';
    if (fork() == 0) {
        block[PAGE] = 'c';
        block[4 * PAGE] = 'c';
        return 0;
    }
    wait(NULL);
    for (int i = 0; i < 6; i++)
        block[i * PAGE] = 'q';
    printf("parent wrote 6 pages\n");
    return 0;
}
