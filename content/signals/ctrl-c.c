#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void note(int number) {
    (void)number;
}

int main(void) {
    setpgid(0, 0);
    pid_t child[3];
    for (int i = 0; i < 3; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            if (i == 1)
                signal(SIGINT, note);
            if (i == 2)
                setpgid(0, 0);
            for (;;)
                pause();
        }
    }
    sleep(1);
    signal(SIGINT, SIG_IGN);
    kill(0, SIGINT);
    sleep(1);
    printf("ended:");
    for (int i = 0; i < 3; i++)
        if (waitpid(child[i], NULL, WNOHANG) > 0)
            printf(" %c", "abc"[i]);
        else
            kill(child[i], SIGKILL);
    printf("\n");
    return 0;
}
