#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char text[4] = "";
    pipe(end);
    pid_t pid = fork();
    if (pid == 0) {
        int *nowhere = NULL;
        write(end[1], "ab", 2);
        *nowhere = 1;
        write(end[1], "c", 1);
        return 0;
    }
    close(end[1]);
    int first = read(end[0], text, 3);
    int second = read(end[0], text, 3);
    int status;
    waitpid(pid, &status, 0);
    printf("%d then %d, signal %d\n", first, second, WTERMSIG(status));
    return 0;
}
