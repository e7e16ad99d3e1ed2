#include <unistd.h>

int main(void) {
    execl("/bin/sh", "sh", "-c", "exec echo hi; echo still here", (char *)NULL);
    return 1;
}
