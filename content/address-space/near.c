#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int count = 7;
int table[4];

static const char *far_from(void *here, void *there) {
    intptr_t distance = (intptr_t)here - (intptr_t)there;
    return labs(distance) > 1024 * 1024 ? "far" : "near";
}

int main(void) {
    static int calls;
    int local = 1, other = 2;
    int *block = malloc(sizeof *block);
    printf("%s ", far_from(&count, &other));
    printf("%s ", far_from(table, &other));
    printf("%s ", far_from(&calls, &other));
    printf("%s ", far_from(block, &other));
    printf("%s\n", far_from(&local, &other));
    free(block);
    return 0;
}
