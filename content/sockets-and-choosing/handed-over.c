#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char text[6] = "hello";
    pipe(end);
    write(end[1], text, 5);
    if (fork() == 0) {
        read(end[0], text, 5);
        text[0] = 'J';
        return 0;
    }
    wait(NULL);
    printf("sender has %s\n", text);
    return 0;
}
