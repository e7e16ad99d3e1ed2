#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    long wrapped = write(1, "one\n", 4);
    long direct = syscall(SYS_write, 1, "two\n", 4);
    printf("number %d gave %ld and %ld\n", SYS_write, wrapped, direct);
    return 0;
}
