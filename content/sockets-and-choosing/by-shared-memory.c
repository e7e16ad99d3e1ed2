#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *box = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int plain = 0;
    if (fork() == 0) {
        *box = 42;
        plain = 42;
        return 0;
    }
    wait(NULL);
    printf("box %d, plain %d\n", *box, plain);
    return 0;
}
