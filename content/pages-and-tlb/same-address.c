#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int value = 1;

static void show(const char *who, int *place) {
    const char *where = place == &value ? "same" : "other";
    printf("%s %s %d\n", who, where, value);
}

int main(void) {
    int *place = &value;
    if (fork() == 0) {
        value = 2;
        show("child", place);
        return 0;
    }
    wait(NULL);
    show("parent", place);
    return 0;
}
