#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char *text = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    strcpy(text, "hello");
    if (fork() == 0) {
        text[0] = 'J';
        return 0;
    }
    wait(NULL);
    printf("sender has %s\n", text);
    return 0;
}
