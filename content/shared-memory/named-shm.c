#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int *open_box(int flags) {
    int fd = shm_open("/box", flags, 0600);
    ftruncate(fd, 4096);
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

int main(void) {
    if (fork() == 0) {
        *open_box(O_CREAT | O_RDWR) = 42;
        return 0;
    }
    wait(NULL);
    printf("after its end: %d\n", *open_box(O_RDWR));
    shm_unlink("/box");
    return 0;
}
