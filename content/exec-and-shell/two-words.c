#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(const char *word) {
    if (fork() == 0) {
        execl("/bin/echo", "echo", word, (char *)NULL);
        _exit(127);
    }
}

int main(void) {
    run("one");
    run("two");
    while (wait(NULL) > 0)
        continue;
    printf("done\n");
    return 0;
}
