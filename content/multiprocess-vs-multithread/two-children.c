#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int first, second;
    pid_t a = fork();
    if (a == 0) {
        int *nowhere = NULL;
        *nowhere = 1;
    }
    waitpid(a, &first, 0);
    pid_t b = fork();
    if (b == 0)
        return 3;
    waitpid(b, &second, 0);
    printf("%d %d\n", WTERMSIG(first), WEXITSTATUS(second));
    return 0;
}
