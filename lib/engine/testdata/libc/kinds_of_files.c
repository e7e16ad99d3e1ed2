#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void kind(const char *name, const struct stat *information) {
    mode_t mode = information->st_mode;
    printf("%-6s reg %d dir %d chr %d blk %d fifo %d lnk %d sock %d\n", name, S_ISREG(mode), S_ISDIR(mode), S_ISCHR(mode), S_ISBLK(mode),
           S_ISFIFO(mode), S_ISLNK(mode), S_ISSOCK(mode));
}

static void kinds(void) {
    struct stat information;
    char folder[] = "/tmp/kindsXXXXXX", link[64];
    int pair[2], ends[2];
    if (!mkdtemp(folder))
        return;
    snprintf(link, sizeof link, "%s/link", folder);
    symlink("nowhere", link);
    stat(folder, &information);
    kind("folder", &information);
    lstat(link, &information);
    kind("link", &information);
    stat("/dev/null", &information);
    kind("null", &information);
    pipe(ends);
    fstat(ends[0], &information);
    kind("pipe", &information);
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    fstat(pair[0], &information);
    kind("socket", &information);
    FILE *file = tmpfile();
    fstat(fileno(file), &information);
    kind("file", &information);
    unlink(link);
    rmdir(folder);
}

/* Two control messages in one buffer, written and walked. */
static void controls(void) {
    char buffer[256] = {0};
    struct msghdr message = {.msg_control = buffer, .msg_controllen = CMSG_SPACE(sizeof(int)) + CMSG_SPACE(3 * sizeof(int))};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = 7;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &(int){42}, sizeof(int));
    header = CMSG_NXTHDR(&message, header);
    header->cmsg_len = CMSG_LEN(3 * sizeof(int));
    header->cmsg_type = 8;
    for (header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header))
        printf("type %d length %zu first %d\n", header->cmsg_type, (size_t)header->cmsg_len, *(int *)CMSG_DATA(header));
}

int main(void) {
    cpu_set_t a, b;
    kinds();
    controls();
    CPU_ZERO(&a);
    CPU_ZERO(&b);
    CPU_SET(3, &a);
    printf("%d", CPU_EQUAL(&a, &b) != 0);
    CPU_SET(3, &b);
    printf("%d\n", CPU_EQUAL(&a, &b) != 0);
    return 0;
}
