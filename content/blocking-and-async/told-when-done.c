#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void told(int number) {
    (void)number;
    wait(NULL);
    write(1, " told", 5);
}

int main(void) {
    signal(SIGCHLD, told);
    write(1, "asked", 5);
    if (fork() == 0) {
        usleep(100);
        return 0;
    }
    for (clock_t end = clock() + 2000; clock() < end;)
        ;
    write(1, " worked\n", 8);
    return 0;
}
