#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_un name = {AF_UNIX, "/tmp/door"};

int main(void) {
    char c = 'a';
    int door = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(door, (struct sockaddr *)&name, sizeof name);
    listen(door, 5);
    if (fork() == 0) {
        int line = socket(AF_UNIX, SOCK_STREAM, 0);
        connect(line, (struct sockaddr *)&name, sizeof name);
        write(line, "a", 1);
        read(line, &c, 1);
        printf("client: %c\n", c);
        return 0;
    }
    int line = accept(door, NULL, NULL);
    read(line, &c, 1);
    c = c - 'a' + 'A';
    write(line, &c, 1);
    wait(NULL);
    unlink("/tmp/door");
    printf("server: door %d, line %d\n", door, line);
    return 0;
}
