#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void) {
    int moved = 0;
    char *end = sbrk(0);
    for (int i = 0; i < 1000; i++) {
        char *block = malloc(16);
        block[0] = 'x';
        if (sbrk(0) != end) {
            moved++;
            end = sbrk(0);
        }
    }
    printf("%d\n", moved);
    return 0;
}
