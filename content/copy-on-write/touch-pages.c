#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define PAGE 4096

static long faults(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_minflt;
}

int main(void) {
    char *block = mmap(NULL, 8 * PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    long start = faults();
    for (int i = 0; i < 3; i++)
        block[i * PAGE] = 'x';
    long three = faults() - start;
    for (int i = 0; i < 3; i++)
        block[i * PAGE] = 'y';
    long again = faults() - start - three;
    printf("first %ld, again %ld\n", three, again);
    return 0;
}
