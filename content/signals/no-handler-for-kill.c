#include <errno.h>
#include <signal.h>
#include <stdio.h>

static void stay(int number) {
    (void)number;
}

int main(void) {
    struct sigaction action = {.sa_handler = stay};
    int term = sigaction(SIGTERM, &action, NULL);
    int kill = sigaction(SIGKILL, &action, NULL);
    printf("TERM %d, KILL %d, EINVAL %d\n", term, kill, errno == EINVAL);
    return 0;
}
