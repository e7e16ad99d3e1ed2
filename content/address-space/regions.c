#include <stdlib.h>

int limit = 5;
int scores[3];

static int *fill(int value) {
    static int calls;
    int *block = malloc(sizeof *block);
    calls++;
    *block = value + limit + calls;
    return block;
}

int main(void) {
    int *kept = fill(1);
    scores[0] = *kept;
    free(kept);
    return 0;
}
