#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            if (fork() > 0)
                wait(NULL);
            return 0;
        }
    int children = 0;
    while (wait(NULL) > 0)
        children++;
    printf("%d\n", children);
    return 0;
}
