#include <poll.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int a[2], b[2];
    char c;
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        write(b[1], "b", 1);
        usleep(100000);
        write(a[1], "a", 1);
        return 0;
    }
    struct pollfd guest[] = {{a[0], POLLIN, 0}, {b[0], POLLIN, 0}};
    printf("served");
    for (int left = 2; left > 0;) {
        poll(guest, 2, -1);
        for (int i = 0; i < 2; i++)
            if (guest[i].revents & POLLIN) {
                read(guest[i].fd, &c, 1);
                printf(" %c", c);
                left--;
            }
    }
    printf("\n");
    return 0;
}
