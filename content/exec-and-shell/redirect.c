#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    if (fork() == 0) {
        int out = open("out.txt", O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(out, 1);
        close(out);
        execl("/bin/printf", "printf", "hello ", (char *)NULL);
        _exit(127);
    }
    wait(NULL);
    struct stat file;
    stat("out.txt", &file);
    printf("file has %d\n", (int)file.st_size);
    return 0;
}
