#include <stdio.h>
#include <stdlib.h>

static int *make(void) {
    int local = 1;
    int *block = malloc(sizeof *block);
    *block = local + 41;
    return block;
}

static int busy(void) {
    int other = 9;
    return other;
}

int main(void) {
    int *kept = make();
    busy();
    printf("%d\n", *kept);
    free(kept);
    return 0;
}
