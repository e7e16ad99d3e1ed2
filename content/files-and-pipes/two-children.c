#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2], reads = 0, bytes = 0;
    char text[10];
    pipe(end);
    if (fork() == 0) {
        write(end[1], "ab", 2);
        return 0;
    }
    wait(NULL);
    if (fork() == 0) {
        sleep(1);
        write(end[1], "c", 1);
        return 0;
    }
    close(end[1]);
    for (int n; (n = read(end[0], text, 10)) > 0; reads++)
        bytes += n;
    printf("%d reads, %d bytes\n", reads, bytes);
    return 0;
}
