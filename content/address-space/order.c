#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int count = 7;

int main(void) {
    int local = 1;
    int *block = malloc(sizeof *block);
    uintptr_t code = (uintptr_t)main, data = (uintptr_t)&count;
    uintptr_t heap = (uintptr_t)block, stack = (uintptr_t)&local;
    printf("code < data: %d\n", code < data);
    printf("data < heap: %d\n", data < heap);
    printf("heap < stack: %d\n", heap < stack);
    free(block);
    return 0;
}
