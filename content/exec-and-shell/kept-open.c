#include <stdio.h>
#include <unistd.h>

int main(void) {
    dup2(1, 9);
    execl("/bin/sh", "sh", "-c", "echo through nine >&9", (char *)NULL);
    return 1;
}
