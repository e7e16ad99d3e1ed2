#include <stdio.h>

static void inner(void) {
    printf("b");
}

static void outer(void) {
    printf("a");
    inner();
    printf("c");
}

int main(void) {
    outer();
    printf("d");
    inner();
    printf("\n");
    return 0;
}
