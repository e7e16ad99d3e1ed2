#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fd = shm_open("/box", O_CREAT | O_RDWR, 0600);
    ftruncate(fd, 4096);
    int *box = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fork() == 0) {
        *box = 42;
        shm_unlink("/box");
        return 0;
    }
    wait(NULL);
    printf("mapped %d, ", *box);
    printf("opened again %d\n", shm_open("/box", O_RDWR, 0600));
    return 0;
}
