#include <stdio.h>

enum { SIZE = 4096, NONE = -1 };

static int frames[] = {5, 2, NONE, 7};

static void translate(int address) {
    int page = address / SIZE, offset = address % SIZE;
    if (frames[page] == NONE)
        printf("%d: page fault\n", address);
    else
        printf("%d: %d\n", address, frames[page] * SIZE + offset);
}

int main(void) {
    translate(100);
    translate(4106);
    translate(8200);
    translate(12289);
    return 0;
}
