#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char c = '-';
    pipe(end);
    if (fork() == 0) {
        usleep(1000);
        write(end[1], "x", 1);
        return 0;
    }
    fcntl(end[0], F_SETFL, O_NONBLOCK);
    int n = read(end[0], &c, 1);
    printf("%d %c %s\n", n, c, errno == EAGAIN ? "EAGAIN" : "");
    fcntl(end[0], F_SETFL, 0);
    n = read(end[0], &c, 1);
    printf("%d %c\n", n, c);
    return 0;
}
