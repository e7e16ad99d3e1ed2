#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            sleep(1);
            exit(0);
        }
    for (int i = 0; i < 3; i++)
        wait(NULL);
    return 0;
}
