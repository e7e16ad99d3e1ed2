#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int first = open("/dev/null", O_RDONLY);
    int second = open("/dev/null", O_RDONLY);
    close(first);
    int third = open("/dev/null", O_RDONLY);
    printf("%d %d %d\n", first, second, third);
    return 0;
}
