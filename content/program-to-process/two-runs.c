#include <stdio.h>

static long run(void) {
    long pid = 0;
    FILE *shell = popen("echo $$", "r");
    fscanf(shell, "%ld", &pid);
    pclose(shell);
    return pid;
}

int main(void) {
    long first = run(), second = run();
    printf("same process: %s\n", first == second ? "yes" : "no");
    return 0;
}
