#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[16] = "";
    struct mq_attr shape = {.mq_maxmsg = 4, .mq_msgsize = 16};
    mqd_t queue = mq_open("/letters", O_CREAT | O_RDWR, 0600, &shape);
    if (fork() == 0) {
        mq_send(queue, "first", 5, 1);
        mq_send(queue, "urgent", 6, 9);
        return 0;
    }
    wait(NULL);
    int n = mq_receive(queue, text, 16, NULL);
    printf("%d bytes: %.*s\n", n, n, text);
    mq_unlink("/letters");
    return 0;
}
