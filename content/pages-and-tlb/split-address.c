#include <stdio.h>

enum { SIZE = 4096 };

static void split(int address) {
    int page = address / SIZE;
    int offset = address % SIZE;
    printf("%d: page %d, byte %d\n", address, page, offset);
}

int main(void) {
    split(100);
    split(4095);
    split(4096);
    split(8200);
    return 0;
}
