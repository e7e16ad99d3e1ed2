#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char got = '-';
    mkfifo("/tmp/post", 0600);
    if (fork() == 0) {
        int out = open("/tmp/post", O_WRONLY);
        write(out, "ab", 2);
        return 0;
    }
    int in = open("/tmp/post", O_RDONLY);
    wait(NULL);
    read(in, &got, 1);
    close(in);
    in = open("/tmp/post", O_RDONLY | O_NONBLOCK);
    int n = read(in, &got, 1);
    printf("%d more, last %c\n", n, got);
    unlink("/tmp/post");
    return 0;
}
