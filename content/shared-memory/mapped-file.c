#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char *map_note(void) {
    int fd = open("/tmp/note", O_RDWR | O_CREAT, 0600);
    ftruncate(fd, 4096);
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

int main(void) {
    char text[6] = "";
    if (fork() == 0) {
        char *own = map_note();
        own[0] = 'h';
        own[1] = 'i';
        return 0;
    }
    wait(NULL);
    char *note = map_note();
    int fd = open("/tmp/note", O_RDONLY);
    int n = read(fd, text, 2);
    printf("mapped %s, read %d: %s\n", note, n, text);
    unlink("/tmp/note");
    return 0;
}
