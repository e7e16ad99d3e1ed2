#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char c = '?';
    pipe(end);
    if (fork() == 0) {
        sleep(1);
        return 0;
    }
    write(end[1], "q", 1);
    read(end[0], &c, 1);
    printf("the answer is %c\n", c);
    wait(NULL);
    return 0;
}
