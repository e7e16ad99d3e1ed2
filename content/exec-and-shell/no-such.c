#include <stdio.h>
#include <unistd.h>

int main(void) {
    printf("start ");
    fflush(stdout);
    int result = execl("/bin/no-such", "no-such", (char *)NULL);
    printf("result %d\n", result);
    return 0;
}
