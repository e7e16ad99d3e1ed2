#include <stdio.h>

int count = 1;

static void greet(void) {
    printf("hello\n");
}

int main(void) {
    count = 2;
    printf("data %d\n", count);
    fflush(stdout);
    *(volatile char *)greet = 0;
    greet();
    return 0;
}
