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
    char *block = mmap(NULL, 10 * PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    long start = faults();
    for (int i = 0; i < 10; i += 2)
        block[i * PAGE] = 'x';
    printf("faults %ld\n", faults() - start);
    return 0;
}
