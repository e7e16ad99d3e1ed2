#include <stdio.h>
#include <unistd.h>

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    pid_t a = getpid();
    pid_t b = fork();
    if (b == 0)
        return 0;
    pid_t c = fork();
    if (c == 0) {
        sleep(3);
        printf("C: parent %s\n", getppid() == a ? "A" : "new");
        return 0;
    }
    sleep(2);
    printf("A ends\n");
    return 0;
}
