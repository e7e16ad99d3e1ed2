#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    if (fork() == 0) {
        write(1, "c", 1);
        return 0;
    }
    write(1, "p", 1);
    wait(NULL);
    write(1, "e", 1);
    return 0;
}
