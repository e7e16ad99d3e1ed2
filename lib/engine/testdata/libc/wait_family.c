#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t child(int status) {
  pid_t pid = fork();
  if (pid == 0) {
    if (status < 0) raise(-status);
    if (status == -SIGSTOP) usleep(50000);
    _exit(status);
  }
  return pid;
}

int main(void) {
  siginfo_t info;
  struct rusage used;
  int status;
  pid_t a = child(5);
  printf("%d\n", waitid(P_PID, a, &info, WEXITED | WNOWAIT));
  printf("%d %d %d %d\n", info.si_code == CLD_EXITED, info.si_status, info.si_signo == SIGCHLD, info.si_pid == a);
  printf("%d %d\n", waitpid(a, &status, 0) == a, WEXITSTATUS(status));
  a = child(-SIGKILL);
  waitid(P_ALL, 0, &info, WEXITED);
  printf("%d %d\n", info.si_code == CLD_KILLED, info.si_status);
  a = child(6);
  printf("%d %d\n", wait3(&status, 0, &used) == a, WEXITSTATUS(status));
  a = child(-SIGSTOP);
  printf("%d\n", wait4(a, &status, WUNTRACED, &used) == a);
  printf("%d %d\n", WIFSTOPPED(status), WSTOPSIG(status) == SIGSTOP);
  kill(a, SIGCONT);
  waitpid(a, &status, WCONTINUED);
  printf("continued %d\n", WIFCONTINUED(status) != 0);
  printf("%d %d\n", wait4(a, &status, 0, NULL) == a, WIFEXITED(status));
  printf("%d %d\n", wait(&status), errno == ECHILD);
  printf("%d %d\n", waitid(P_ALL, 0, &info, WEXITED), errno == ECHILD);
  a = child(0);
  setpgid(a, a);
  printf("%d\n", waitpid(-a, &status, 0) == a);
  printf("%d %d\n", getrusage(RUSAGE_SELF, &used), used.ru_minflt > 0);
  printf("%d\n", getrusage(RUSAGE_CHILDREN, &used));
  struct rlimit now;
  printf("%d %d\n", getrlimit(RLIMIT_STACK, &now), now.rlim_cur == 8 << 20);
  printf("%d %d\n", setrlimit(RLIMIT_CORE, &now), setrlimit(99, &now) == -1 && errno == EINVAL);
  printf("%d %d\n", W_EXITCODE(3, 0) == 0x300, WCOREDUMP(0x86) != 0);
  return 0;
}
