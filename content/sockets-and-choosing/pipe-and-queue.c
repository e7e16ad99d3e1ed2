#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int end[2];
    char text[16];
    struct mq_attr shape = {.mq_maxmsg = 4, .mq_msgsize = 16};
    mqd_t queue = mq_open("/letters", O_CREAT | O_RDWR, 0600, &shape);
    pipe(end);
    write(end[1], "one", 3);
    write(end[1], "three", 5);
    mq_send(queue, "one", 3, 0);
    mq_send(queue, "three", 5, 0);
    int bytes = read(end[0], text, 16);
    int message = mq_receive(queue, text, 16, NULL);
    printf("pipe %d, queue %d\n", bytes, message);
    mq_unlink("/letters");
    return 0;
}
