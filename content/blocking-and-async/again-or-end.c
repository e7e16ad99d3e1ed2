#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char c;
    pipe(end);
    fcntl(end[0], F_SETFL, O_NONBLOCK);
    int empty = read(end[0], &c, 1);
    write(end[1], "x", 1);
    int full = read(end[0], &c, 1);
    close(end[1]);
    int closed = read(end[0], &c, 1);
    printf("%d %d %d\n", empty, full, closed);
    return 0;
}
