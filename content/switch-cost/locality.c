#include <stdio.h>

enum { SIDE = 8, IN_BLOCK = 4, SLOTS = 4 };

static int cache[SLOTS] = {-1, -1, -1, -1}, misses;

static void use(int row, int column) {
    int block = (row * SIDE + column) / IN_BLOCK;
    int slot = block % SLOTS;
    if (cache[slot] != block)
        misses++;
    cache[slot] = block;
}

int main(void) {
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++)
            use(row, column);
    printf("%d ", misses);
    misses = 0;
    for (int column = 0; column < SIDE; column++)
        for (int row = 0; row < SIDE; row++)
            use(row, column);
    printf("%d\n", misses);
    return 0;
}
