#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    char *nowhere = (char *)8;
    printf("before ");
    fflush(stdout);
    long result = write(1, nowhere, 5);
    printf("write %ld: %s\n", result, strerror(errno));
    return 0;
}
