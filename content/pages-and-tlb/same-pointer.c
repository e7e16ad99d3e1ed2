#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *block = malloc(sizeof *block);
    *block = 5;
    if (fork() == 0) {
        *block += 10;
        printf("%d ", *block);
        return 0;
    }
    wait(NULL);
    *block += 100;
    printf("%d\n", *block);
    free(block);
    return 0;
}
