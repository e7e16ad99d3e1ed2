#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int *box(int kind) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                kind | MAP_ANONYMOUS, -1, 0);
}

int main(void) {
    int *left = box(MAP_SHARED);
    int *right = box(MAP_PRIVATE);
    *left = *right = 7;
    if (fork() == 0) {
        *left = 42;
        *right = 42;
        return 0;
    }
    wait(NULL);
    printf("%d %d\n", *left, *right);
    return 0;
}
