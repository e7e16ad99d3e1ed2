#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[6] = "";
    if (fork() == 0) {
        int out = open("/tmp/note", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        write(out, "hello", 5);
        close(out);
        return 0;
    }
    wait(NULL);
    int in = open("/tmp/note", O_RDONLY);
    int n = read(in, text, 5);
    printf("%d bytes: %s\n", n, text);
    return 0;
}
