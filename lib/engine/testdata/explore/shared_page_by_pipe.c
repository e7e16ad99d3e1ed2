#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int p[2];
    char c = 'x';
    int *cellar = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe(p);
    *cellar = 1;
    if (fork() == 0) {
        *cellar = *cellar + 41;
        write(p[1], &c, 1);
        _exit(0);
    }
    read(p[0], &c, 1);
    int found = *cellar;
    wait(NULL);
    printf("found %d\n", found);
    return 0;
}
