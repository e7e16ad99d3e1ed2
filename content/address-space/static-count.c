#include <stdio.h>

static int next(void) {
    static int kept;
    int fresh = 0;
    kept++;
    fresh++;
    return kept * 10 + fresh;
}

int main(void) {
    int one = next();
    int two = next();
    printf("%d %d\n", one, two);
    return 0;
}
