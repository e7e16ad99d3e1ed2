#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    if (fork() == 0) {
        if (fork() == 0) {
            sleep(1);
            if (fork() == 0)
                write(1, "D\n", 2);
            else
                write(1, "C\n", 2);
            return 0;
        }
        write(1, "B\n", 2);
        return 0;
    }
    wait(NULL);
    sleep(2);
    write(1, "A\n", 2);
    return 0;
}
