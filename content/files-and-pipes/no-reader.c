#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int end[2];
    pipe(end);
    close(end[0]);
    signal(SIGPIPE, SIG_IGN);
    int n = write(end[1], "x", 1);
    printf("write %d, EPIPE %d\n", n, errno == EPIPE);
    return 0;
}
