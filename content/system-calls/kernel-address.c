#include <stdio.h>

int main(void) {
    volatile char *inside = (char *)0xffffffff81000000;
    printf("user\n");
    fflush(stdout);
    printf("kernel %d\n", *inside);
    return 0;
}
