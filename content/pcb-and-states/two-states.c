#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static char state_of(pid_t pid) {
    char name[32], state = '?';
    snprintf(name, sizeof name, "/proc/%d/stat", pid);
    FILE *file = fopen(name, "r");
    fscanf(file, "%*d (%*[^)]) %c", &state);
    fclose(file);
    return state;
}

int main(void) {
    int input[2], ready[2];
    char byte;
    pipe(input);
    pipe(ready);
    pid_t worker = fork();
    if (worker == 0)
        for (;;)
            continue;
    pid_t reader = fork();
    if (reader == 0) {
        write(ready[1], "r", 1);
        read(input[0], &byte, 1);
        return 0;
    }
    read(ready[0], &byte, 1);
    usleep(20);
    printf("worker %c reader %c\n", state_of(worker), state_of(reader));
    kill(worker, SIGKILL);
    write(input[1], "x", 1);
    wait(NULL);
    wait(NULL);
    return 0;
}
