#include <stdio.h>

int filled[5] = {1, 2, 3};
int empty[5];

int main(void) {
    int first = 0, second = 0;
    for (int i = 0; i < 5; i++) {
        first += filled[i];
        second += empty[i];
    }
    printf("%d %d\n", first, second);
    return 0;
}
