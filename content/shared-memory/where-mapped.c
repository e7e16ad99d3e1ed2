#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
    int local = 0;
    char *heap = malloc(16);
    int fd = shm_open("/box", O_CREAT | O_RDWR, 0600);
    ftruncate(fd, 4096);
    int *one = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    int *two = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    *one = 42;
    printf("between %d, ", heap < (char *)one && one < &local);
    printf("two addresses %d, value %d\n", one != two, *two);
    shm_unlink("/box");
    return 0;
}
