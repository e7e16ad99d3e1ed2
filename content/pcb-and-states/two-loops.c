#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t loop[2];
    for (int i = 0; i < 2; i++)
        if ((loop[i] = fork()) == 0)
            for (;;)
                continue;
    usleep(20);
    for (int i = 0; i < 2; i++)
        kill(loop[i], SIGKILL);
    wait(NULL);
    wait(NULL);
    return 0;
}
