#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
    char text[3] = "";
    int fd = open("/tmp/note", O_RDWR | O_CREAT, 0600);
    write(fd, "no", 2);
    char *note = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    note[0] = 'g';
    pread(fd, text, 2, 0);
    printf("mapped %.2s, file %s\n", note, text);
    unlink("/tmp/note");
    return 0;
}
