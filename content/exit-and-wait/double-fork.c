#include <sys/wait.h>
#include <unistd.h>

static void start(const char *leader, const char *daemon) {
    if (fork() > 0) {
        wait(NULL);
        return;
    }
    setsid();
    if (fork() > 0) {
        write(1, leader, 2);
        _exit(0);
    }
    sleep(1);
    write(1, daemon, 2);
    _exit(0);
}

int main(void) {
    start("B\n", "C\n");
    start("D\n", "E\n");
    write(1, "A\n", 2);
    return 0;
}
