#include <stdio.h>

static int depth(int n) {
    char frame[4096];
    frame[0] = 1;
    if (n == 0)
        return 0;
    return depth(n - 1) + frame[0];
}

int main(void) {
    printf("%d\n", depth(100));
    fflush(stdout);
    printf("%d\n", depth(100000));
    return 0;
}
