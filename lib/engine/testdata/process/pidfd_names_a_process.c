#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_process(pid_t pid, unsigned flags) { return pidfd_open(pid, flags); }
static int send_to(int fd, int signal) { return pidfd_send_signal(fd, signal, 0, 0); }

static void fails(const char *what, int result, int expected) {
  printf("%s: %d %d\n", what, result, errno == expected);
}

int main(void) {
  pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  int fd = open_process(child, 0);
  struct pollfd one = {fd, POLLIN, 0};
  printf("alive: poll %d\n", poll(&one, 1, 0));
  printf("signal 0: %d\n", send_to(fd, 0));
  fails("signal 99", send_to(fd, 99), EINVAL);
  fails("no pidfd", send_to(0, SIGTERM), EBADF);
  printf("SIGTERM: %d\n", send_to(fd, SIGTERM));
  int ready = poll(&one, 1, -1);
  printf("ended: poll %d %d\n", ready, one.revents == POLLIN);
  siginfo_t info;
  info.si_pid = 0;
  printf("waitid: %d\n", waitid(3, fd, &info, WEXITED));
  printf("the child %d, killed %d by SIGTERM %d\n", info.si_pid == child, info.si_code == CLD_KILLED,
         info.si_status == SIGTERM);
  fails("reaped", send_to(fd, 0), ESRCH);
  printf("still readable: %d\n", poll(&one, 1, 0));
  fails("waitid again", waitid(3, fd, &info, WEXITED), ECHILD);
  fails("bad pid", open_process(-1, 0), EINVAL);
  fails("bad flags", open_process(getpid(), 1), EINVAL);
  printf("itself: %d\n", send_to(open_process(getpid(), 0), 0));
  printf("by number: %ld\n", syscall(SYS_pidfd_send_signal, syscall(SYS_pidfd_open, getpid(), 0), 0, 0, 0));
  printf("closed: %d\n", close(fd));
  return 0;
}
