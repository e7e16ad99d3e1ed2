#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    setpgid(0, 0);
    pid_t child[2];
    for (int i = 0; i < 2; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            if (i == 1)
                signal(SIGHUP, SIG_IGN);
            for (;;)
                pause();
        }
    }
    sleep(1);
    signal(SIGHUP, SIG_IGN);
    kill(0, SIGHUP);
    sleep(1);
    for (int i = 0; i < 2; i++) {
        int ended = waitpid(child[i], NULL, WNOHANG) > 0;
        printf("%s\n", ended ? "ended" : "goes on");
        if (!ended)
            kill(child[i], SIGKILL);
    }
    return 0;
}
