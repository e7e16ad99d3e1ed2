#include <stdio.h>

int main(void) {
    char own[] = "hello";
    char *fixed = "hello";
    own[0] = 'H';
    printf("%s", own);
    fflush(stdout);
    fixed[0] = 'H';
    printf(" %s\n", fixed);
    return 0;
}
