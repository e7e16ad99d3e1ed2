#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *count = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        (*count)++;
        return 0;
    }
    (*count)++;
    wait(NULL);
    printf("count = %d\n", *count);
    return 0;
}
