#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    page[0] = 'a';
    mprotect(page, 4096, PROT_READ);
    printf("read %c\n", page[0]);
    fflush(stdout);
    page[0] = 'b';
    printf("written %c\n", page[0]);
    return 0;
}
