#include <stdio.h>

static void second(void) {
    printf("2");
}

static void first(void) {
    printf("1");
    second();
    printf("3");
}

int main(void) {
    printf("a");
    first();
    printf("z");
    return 0;
}
