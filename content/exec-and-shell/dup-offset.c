#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int file = open("log.txt", O_RDWR | O_CREAT | O_TRUNC, 0644);
    dup2(file, 9);
    write(file, "ab", 2);
    write(9, "c", 1);
    char text[8] = "";
    pread(file, text, 7, 0);
    printf("%s\n", text);
    return 0;
}
