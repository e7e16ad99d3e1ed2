#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    long result = syscall(9999, 1, 2, 3);
    printf("%ld: %s\n", result, strerror(errno));
    return 0;
}
