#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int end[2];
    long total = 0;
    static char block[4096];
    pipe(end);
    fcntl(end[1], F_SETFL, O_NONBLOCK);
    for (long n; (n = write(end[1], block, sizeof block)) > 0;)
        total += n;
    printf("%ld bytes fit\n", total);
    return 0;
}
