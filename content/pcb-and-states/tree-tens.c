#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int n = 1;
    for (int i = 2; i <= 3 && n == 1; i++)
        if (fork() == 0)
            n = i;
    if (n > 1 && fork() == 0)
        n *= 10;
    printf("%d\n", n);
    fflush(stdout);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
