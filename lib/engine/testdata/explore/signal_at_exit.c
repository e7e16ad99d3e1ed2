#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int how;
    pid_t born = fork();
    if (born == 0) {
        write(1, "howdy ", 6);
        _exit(3);
    }
    kill(born, SIGTERM);
    waitpid(born, &how, 0);
    if (WIFSIGNALED(how))
        printf("felled by %d\n", WTERMSIG(how));
    else
        printf("left with %d\n", WEXITSTATUS(how));
    return 0;
}
