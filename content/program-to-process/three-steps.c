#include <stdio.h>

int main(void) {
    int a = 2;
    int b = a * 3;
    a = a + b;
    printf("%d %d\n", a, b);
    return 0;
}
