#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int status;
    int fd = open("/tmp/note", O_RDWR | O_CREAT | O_TRUNC, 0600);
    flock(fd, LOCK_EX);
    if (fork() == 0) {
        int own = open("/tmp/note", O_WRONLY);
        int locked = flock(own, LOCK_EX | LOCK_NB);
        int written = write(own, "hello", 5);
        return (locked == -1) * 10 + written;
    }
    wait(&status);
    printf("%d\n", WEXITSTATUS(status));
    return 0;
}
