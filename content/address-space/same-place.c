#include <stdint.h>
#include <stdio.h>

static uintptr_t one(void) {
    int a = 1;
    return (uintptr_t)&a;
}

static uintptr_t two(void) {
    int b = 2;
    return (uintptr_t)&b;
}

int main(void) {
    uintptr_t first = one(), second = two();
    printf("same place: %d\n", first == second);
    return 0;
}
