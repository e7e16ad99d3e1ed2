#include <stdint.h>
#include <stdio.h>

static uintptr_t seen[4];

static int down(int n) {
    int mine = n;
    seen[n] = (uintptr_t)&mine;
    if (n < 3)
        return mine + down(n + 1);
    return mine;
}

int main(void) {
    int sum = down(0), below = 0;
    for (int n = 0; n < 3; n++)
        if (seen[n + 1] < seen[n])
            below++;
    printf("sum %d, lower %d of 3\n", sum, below);
    return 0;
}
