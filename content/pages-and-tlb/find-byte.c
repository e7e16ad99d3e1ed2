#include <stdio.h>

enum { SIZE = 4096 };

static int frames[] = {9, 4, 1, 12};

int main(void) {
    int address = 8292;
    int page = address / SIZE, offset = address % SIZE;
    printf("%d\n", frames[page] * SIZE + offset);
    return 0;
}
