#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    page[0] = 'x';
    if (fork() == 0) {
        page[0] = 'y';
        munmap(page, 4096);
        return 0;
    }
    wait(NULL);
    printf("%c\n", page[0]);
    return 0;
}
