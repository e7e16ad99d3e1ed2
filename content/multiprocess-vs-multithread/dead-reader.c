#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2], first, second;
    pipe(end);
    pid_t reader = fork();
    if (reader == 0) {
        int *nowhere = NULL;
        *nowhere = 1;
    }
    close(end[0]);
    waitpid(reader, &first, 0);
    pid_t writer = fork();
    if (writer == 0) {
        write(end[1], "x", 1);
        return 0;
    }
    waitpid(writer, &second, 0);
    printf("reader %d, writer %d\n", WTERMSIG(first), WTERMSIG(second));
    return 0;
}
