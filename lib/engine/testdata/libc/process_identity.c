#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  printf("%d %d\n", getpid() == gettid(), getppid() > 0);
  printf("%d %d\n", getuid() == geteuid(), getgid() == getegid());
  printf("%d %d %d %d\n", setuid(getuid()), setgid(getgid()), seteuid(geteuid()), setegid(getegid()));
  printf("%d\n", getgroups(0, NULL) >= 0);
  printf("%d %d\n", getpgrp() == getpgid(0), getsid(0) == getsid(getpid()));
  fflush(stdout);
  if (fork() == 0) {
    printf("%d\n", getpgrp() == getpgid(getppid()));
    printf("%d %d\n", setpgid(0, 0), getpgrp() == getpid());
    printf("%d %d\n", setsid(), errno == EPERM);
    fflush(stdout);
    if (fork() == 0) {
      printf("%d\n", setsid() == getpid());
      printf("%d %d\n", getsid(0) == getpid(), setpgid(0, 0) == -1 && errno == EPERM);
      exit(0);
    }
    wait(NULL);
    exit(0);
  }
  wait(NULL);
  fflush(stdout);
  pid_t a = fork();
  if (a == 0) {
    setpgrp();
    pause();
  }
  setpgid(a, a);
  printf("%d\n", killpg(a, SIGTERM));
  int status;
  waitpid(a, &status, 0);
  printf("%d\n", WTERMSIG(status) == SIGTERM);
  printf("%d %d\n", getpgid(99999), errno == ESRCH);
  printf("%d %d\n", kill(99999, 0), errno == ESRCH);
  printf("%d %d\n", tcgetpgrp(1), errno == ENOTTY);
  printf("%d %d\n", tcsetpgrp(1, 1), errno == ENOTTY);
  getlogin();
  return 0;
}
