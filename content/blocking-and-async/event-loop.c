#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

void answer(int fd, clock_t work) {
    char who;
    read(fd, &who, 1);
    printf(" %c[", who);
    for (clock_t end = clock() + work; clock() < end;)
        ;
    printf(" %c]", who);
}

int main(void) {
    int a[2], b[2];
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        write(a[1], "a", 1);
        usleep(300);
        write(b[1], "b", 1);
        return 0;
    }
    struct pollfd guest[] = {{a[0], POLLIN, 0}, {b[0], POLLIN, 0}};
    printf("log");
    for (int left = 2; left > 0;) {
        poll(guest, 2, -1);
        for (int i = 0; i < 2; i++)
            if (guest[i].revents & POLLIN) {
                answer(guest[i].fd, i == 0 ? 1000 : 0);
                left--;
            }
    }
    printf("\n");
    return 0;
}
