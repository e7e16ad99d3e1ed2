#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[6] = "";
    mkfifo("/tmp/post", 0600);
    if (fork() == 0) {
        int out = open("/tmp/post", O_WRONLY);
        write(out, "hello", 5);
        return 0;
    }
    int in = open("/tmp/post", O_RDONLY);
    int n = read(in, text, 5);
    wait(NULL);
    printf("%d bytes: %s\n", n, text);
    unlink("/tmp/post");
    return 0;
}
