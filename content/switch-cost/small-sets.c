#include <stdio.h>

enum { SLOTS = 8, EMPTY = -1 };

static int cache[SLOTS], misses;

static void use(int block) {
    int slot = block % SLOTS;
    if (cache[slot] == block)
        return;
    misses++;
    cache[slot] = block;
}

static void turn(int first, int blocks) {
    for (int i = 0; i < blocks; i++)
        use(first + i);
}

int main(void) {
    for (int slot = 0; slot < SLOTS; slot++)
        cache[slot] = EMPTY;
    for (int i = 0; i < 5; i++) {
        turn(0, 3);
        turn(12, 4);
    }
    printf("%d\n", misses);
    return 0;
}
