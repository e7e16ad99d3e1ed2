#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int start(const char *name, const char *text) {
    int file = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    write(file, text, 1);
    return file;
}

int main(void) {
    int own[2];
    pipe(own);
    if (fork() == 0) {
        int number = start("child.txt", "C");
        write(own[1], &number, sizeof number);
        sleep(1);
        return 0;
    }
    int number;
    read(own[0], &number, sizeof number);
    int mine = start("parent.txt", "P");
    char byte;
    read(open("child.txt", O_RDONLY), &byte, 1);
    printf("%d %d %c\n", number, mine, byte);
    wait(NULL);
    return 0;
}
