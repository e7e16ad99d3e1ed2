#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[6] = "";
    int fd = open("/tmp/note", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fork() == 0) {
        int n = pread(fd, text, 5, 0);
        printf("read %d\n", n);
        return 0;
    }
    write(fd, "hello", 5);
    wait(NULL);
    return 0;
}
