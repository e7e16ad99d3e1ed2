#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *box = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *box = 1;
    if (fork() == 0) {
        *box = 7;
        return 0;
    }
    wait(NULL);
    printf("sender has %d\n", *box);
    return 0;
}
