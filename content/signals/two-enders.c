#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void leave(int number) {
    (void)number;
    _exit(3);
}

static void end_by(int number) {
    pid_t child = fork();
    if (child == 0) {
        signal(number, leave);
        for (;;)
            pause();
    }
    sleep(1);
    kill(child, number);
    int status;
    waitpid(child, &status, 0);
    if (WIFEXITED(status))
        printf("exit %d\n", WEXITSTATUS(status));
    else
        printf("signal %d\n", WTERMSIG(status));
}

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    end_by(SIGTERM);
    end_by(SIGKILL);
    return 0;
}
