#include <stdio.h>

enum { ENTRIES = 2 };

static int tlb[ENTRIES] = {-1, -1}, next, misses;

static void look_up(int page) {
    for (int i = 0; i < ENTRIES; i++)
        if (tlb[i] == page)
            return;
    misses++;
    tlb[next] = page;
    next = (next + 1) % ENTRIES;
}

int main(void) {
    int order[] = {3, 3, 8, 3, 8, 5, 5, 3};
    for (int i = 0; i < 8; i++)
        look_up(order[i]);
    printf("%d\n", misses);
    return 0;
}
