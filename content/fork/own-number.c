#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[8] = "";
    int mode = O_RDWR | O_CREAT | O_TRUNC;
    int fd = open("/tmp/first", mode, 0600);
    if (fork() == 0) {
        write(fd, "abc", 3);
        close(fd);
        int other = open("/tmp/second", mode, 0600);
        write(other, "xyz", 3);
        return 0;
    }
    wait(NULL);
    write(fd, "d", 1);
    lseek(fd, 0, SEEK_SET);
    read(fd, text, 7);
    printf("first: %s\n", text);
    return 0;
}
