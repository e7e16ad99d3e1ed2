#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char text[11] = "";
    pipe(end);
    if (fork() == 0) {
        write(end[1], "ab", 2);
        write(end[1], "cd", 2);
        return 0;
    }
    wait(NULL);
    int n = read(end[0], text, 10);
    printf("%d %s\n", n, text);
    return 0;
}
