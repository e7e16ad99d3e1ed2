#include <stdio.h>
#include <stdlib.h>

static int *make(int value) {
    int *block = malloc(sizeof *block);
    *block = value;
    return block;
}

int main(void) {
    int *first = make(10);
    int *second = make(20);
    printf("%d %d\n", *first, *second);
    free(first);
    free(second);
    return 0;
}
