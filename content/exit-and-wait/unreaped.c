#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int listed(const pid_t *child) {
    int count = 0;
    for (int i = 0; i < 4; i++)
        if (kill(child[i], 0) == 0)
            count++;
    return count;
}

int main(void) {
    pid_t child[4];
    for (int i = 0; i < 4; i++) {
        child[i] = fork();
        if (child[i] == 0)
            _exit(0);
    }
    sleep(1);
    int before = listed(child);
    while (wait(NULL) > 0)
        continue;
    printf("before wait %d, after %d\n", before, listed(child));
    return 0;
}
