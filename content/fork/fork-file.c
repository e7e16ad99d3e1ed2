#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[4] = "";
    int fd = open("/tmp/abcdef", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(fd, "abcdef", 6);
    lseek(fd, 0, SEEK_SET);
    if (fork() == 0) {
        read(fd, text, 3);
        return 0;
    }
    wait(NULL);
    int offset = lseek(fd, 0, SEEK_CUR);
    read(fd, text, 3);
    printf("offset %d, then %s\n", offset, text);
    return 0;
}
