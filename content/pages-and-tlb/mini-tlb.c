#include <stdio.h>

enum { ENTRIES = 4, PAGES = 8, TIMES = 8 };

static int tlb[ENTRIES], next, hits;

static void empty(void) {
    for (int i = 0; i < ENTRIES; i++)
        tlb[i] = -1;
    next = hits = 0;
}

static void look_up(int page) {
    for (int i = 0; i < ENTRIES; i++)
        if (tlb[i] == page) {
            hits++;
            return;
        }
    tlb[next] = page;
    next = (next + 1) % ENTRIES;
}

int main(void) {
    empty();
    for (int page = 0; page < PAGES; page++)
        for (int time = 0; time < TIMES; time++)
            look_up(page);
    printf("%d ", hits);
    empty();
    for (int time = 0; time < TIMES; time++)
        for (int page = 0; page < PAGES; page++)
            look_up(page);
    printf("%d\n", hits);
    return 0;
}
