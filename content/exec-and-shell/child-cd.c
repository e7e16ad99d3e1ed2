#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char path[64];
    chdir("/usr");
    if (fork() == 0) {
        chdir("/tmp");
        execl("/bin/pwd", "pwd", (char *)NULL);
        _exit(127);
    }
    wait(NULL);
    printf("%s\n", getcwd(path, sizeof path));
    return 0;
}
