#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char text[6] = "";
    pipe(end);
    if (fork() == 0) {
        close(end[0]);
        write(end[1], "hello", 5);
        return 0;
    }
    close(end[1]);
    int first = read(end[0], text, 5);
    int second = read(end[0], text, 5);
    printf("%d bytes: %s, then %d\n", first, text, second);
    wait(NULL);
    return 0;
}
