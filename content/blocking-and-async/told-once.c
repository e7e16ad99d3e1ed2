#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

static int told(int fd, unsigned how) {
    struct epoll_event event = {.events = how};
    int set = epoll_create1(0);
    epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
    int first = epoll_wait(set, &event, 1, 0);
    int second = epoll_wait(set, &event, 1, 0);
    close(set);
    return 10 * first + second;
}

int main(void) {
    int end[2];
    pipe(end);
    write(end[1], "xy", 2);
    printf("%02d %02d\n", told(end[0], EPOLLIN), told(end[0], EPOLLIN | EPOLLET));
    return 0;
}
