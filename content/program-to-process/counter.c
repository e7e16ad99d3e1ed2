#include <stdio.h>

int count = 10;

int main(void) {
    count++;
    printf("%d\n", count);
    return 0;
}
