#include <stdio.h>

int total = 0;

static void add(int n) {
    int before = total;
    total = before + n;
}

int main(void) {
    add(1);
    add(2);
    printf("total = %d\n", total);
    return 0;
}
