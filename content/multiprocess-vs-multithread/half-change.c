#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *pair = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        int *nowhere = NULL;
        pair[0] = 7;
        *nowhere = 1;
        pair[1] = 7;
    }
    wait(NULL);
    if (fork() == 0) {
        printf("%d and %d\n", pair[0], pair[1]);
        return 0;
    }
    wait(NULL);
    return 0;
}
