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

static void turn(int first, int rounds) {
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < 6; i++)
            use(first + i);
}

static int share(int turns, int rounds) {
    misses = 0;
    for (int slot = 0; slot < SLOTS; slot++)
        cache[slot] = EMPTY;
    for (int i = 0; i < turns; i++) {
        turn(0, rounds);
        turn(8, rounds);
    }
    return misses;
}

int main(void) {
    printf("%d ", share(1, 8));
    printf("%d ", share(2, 4));
    printf("%d\n", share(8, 1));
    return 0;
}
