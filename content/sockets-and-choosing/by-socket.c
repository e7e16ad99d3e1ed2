#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char c = 'a';
    socketpair(AF_UNIX, SOCK_STREAM, 0, end);
    if (fork() == 0) {
        close(end[0]);
        read(end[1], &c, 1);
        c = c - 'a' + 'A';
        write(end[1], &c, 1);
        return 0;
    }
    close(end[1]);
    write(end[0], &c, 1);
    read(end[0], &c, 1);
    printf("answer %c\n", c);
    wait(NULL);
    return 0;
}
