#include <stdio.h>
#include <unistd.h>

int main(void) {
    printf("before ");
    fflush(stdout);
    execl("/bin/echo", "echo", "hi", (char *)NULL);
    printf("after\n");
    return 1;
}
