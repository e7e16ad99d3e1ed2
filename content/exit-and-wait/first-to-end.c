#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(int seconds) {
    if (fork() > 0)
        return;
    sleep(seconds);
    printf("%d ", seconds);
    exit(0);
}

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    child(3);
    child(1);
    wait(NULL);
    printf("parent ");
    wait(NULL);
    printf("end\n");
    return 0;
}
