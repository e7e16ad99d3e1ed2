#include <stdio.h>
#include <unistd.h>

int main(void) {
    int a[2], b[2];
    char first, second;
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        write(b[1], "b", 1);
        usleep(100000);
        write(a[1], "a", 1);
        return 0;
    }
    read(a[0], &first, 1);
    read(b[0], &second, 1);
    printf("served %c %c\n", first, second);
    return 0;
}
