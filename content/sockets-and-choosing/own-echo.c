#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char c = '-';
    socketpair(AF_UNIX, SOCK_STREAM, 0, end);
    write(end[0], "x", 1);
    fcntl(end[0], F_SETFL, O_NONBLOCK);
    int own = read(end[0], &c, 1);
    int peer = read(end[1], &c, 1);
    printf("own end %d, peer %d\n", own, peer);
    return 0;
}
