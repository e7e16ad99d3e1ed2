#include <stdio.h>

int main(void) {
    volatile int zero = 0;
    printf("before\n");
    fflush(stdout);
    int result = 7 / zero;
    printf("after %d\n", result);
    return 0;
}
