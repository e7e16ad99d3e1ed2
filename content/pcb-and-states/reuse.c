#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int take(void) {
    return open("/dev/null", O_RDONLY);
}

int main(void) {
    int a = take(), b = take(), c = take();
    close(b);
    close(a);
    int d = take(), e = take(), f = take();
    printf("%d %d %d %d\n", c, d, e, f);
    return 0;
}
