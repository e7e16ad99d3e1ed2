#include <poll.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char c;
    pipe(end);
    struct pollfd guest = {end[0], POLLIN, 0};
    write(end[1], "x", 1);
    int first = poll(&guest, 1, 0);
    int second = poll(&guest, 1, 0);
    read(end[0], &c, 1);
    int third = poll(&guest, 1, 0);
    printf("%d %d %d\n", first, second, third);
    return 0;
}
