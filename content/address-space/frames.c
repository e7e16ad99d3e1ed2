#include <stdint.h>
#include <stdio.h>

static void *seen[4];

static int down(int n) {
    int mine = n;
    seen[n] = &mine;
    if (n < 3)
        return mine + down(n + 1);
    return mine;
}

int main(void) {
    int sum = down(0), below = 0;
    for (int n = 0; n < 3; n++)
        if ((uintptr_t)seen[n + 1] < (uintptr_t)seen[n])
            below++;
    printf("sum %d, lower %d of 3\n", sum, below);
    return 0;
}
