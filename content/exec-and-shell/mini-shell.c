#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int command(const char *path) {
    pid_t child = fork();
    if (child == 0) {
        execl(path, path, (char *)NULL);
        _exit(127);
    }
    int status;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

int main(void) {
    int first = command("/bin/true");
    int second = command("/bin/false");
    int third = command("/bin/no-such");
    printf("%d %d %d\n", first, second, third);
    return 0;
}
