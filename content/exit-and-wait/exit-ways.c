#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void bye(void) {
    printf("bye ");
}

int main(void) {
    int code[3];
    atexit(bye);
    for (int way = 0; way < 3; way++) {
        if (fork() == 0) {
            printf("%d ", way);
            if (way == 1)
                exit(11);
            if (way == 2)
                _exit(12);
            return 10;
        }
        int status;
        wait(&status);
        code[way] = WEXITSTATUS(status);
    }
    printf("codes %d %d %d ", code[0], code[1], code[2]);
    return 0;
}
