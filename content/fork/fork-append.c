#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[8] = "";
    int fd = open("/tmp/letters", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fork() == 0) {
        write(fd, "ab", 2);
        return 0;
    }
    wait(NULL);
    write(fd, "c", 1);
    lseek(fd, 0, SEEK_SET);
    read(fd, text, 7);
    printf("%s\n", text);
    return 0;
}
