#include <stdio.h>
#include <unistd.h>

struct answer {
    pid_t from;
    int value;
};

int main(void) {
    int ask[2], reply[2], question = 21;
    struct answer got;
    pipe(ask);
    pipe(reply);
    if (fork() == 0) {
        read(ask[0], &question, sizeof question);
        got.from = getpid();
        got.value = question * 2;
        write(reply[1], &got, sizeof got);
        return 0;
    }
    write(ask[1], &question, sizeof question);
    read(reply[0], &got, sizeof got);
    printf("%d, own process: %s\n", got.value, got.from == getpid() ? "yes" : "no");
    return 0;
}
