#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int ask(int flags) {
    int end[2], asked = 1;
    char byte;
    pipe(end);
    fcntl(end[0], F_SETFL, flags);
    if (fork() == 0) {
        usleep(20000);
        write(end[1], "x", 1);
        _exit(0);
    }
    while (read(end[0], &byte, 1) != 1) {
        asked++;
        usleep(1000);
    }
    return asked;
}

int main(void) {
    printf("poll more than once: %s\n", ask(O_NONBLOCK) > 1 ? "yes" : "no");
    printf("sleep: %d\n", ask(0));
    return 0;
}
