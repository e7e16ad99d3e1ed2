#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void on_term(int number) {
    (void)number;
    stop = 1;
}

static int serve(void) {
    struct sigaction action = {.sa_handler = on_term};
    sigaction(SIGTERM, &action, NULL);
    while (!stop)
        sleep(10);
    printf("cleaned up\n");
    return 0;
}

int main(void) {
    pid_t child = fork();
    if (child == 0)
        return serve();
    sleep(1);
    kill(child, SIGTERM);
    int status;
    waitpid(child, &status, 0);
    printf("exited %d, code %d\n", WIFEXITED(status), WEXITSTATUS(status));
    return 0;
}
