#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int n = 1;
    while (n < 4 && fork() == 0)
        n++;
    printf("%d\n", n);
    fflush(stdout);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
