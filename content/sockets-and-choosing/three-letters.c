#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[16] = "";
    struct mq_attr shape = {.mq_maxmsg = 4, .mq_msgsize = 16};
    mqd_t queue = mq_open("/orders", O_CREAT | O_RDWR, 0600, &shape);
    if (fork() == 0) {
        mq_send(queue, "low", 3, 1);
        mq_send(queue, "stop", 4, 9);
        mq_send(queue, "go", 2, 5);
        return 0;
    }
    wait(NULL);
    int n = mq_receive(queue, text, 16, NULL);
    printf("%.*s\n", n, text);
    n = mq_receive(queue, text, 16, NULL);
    printf("%.*s\n", n, text);
    mq_unlink("/orders");
    return 0;
}
