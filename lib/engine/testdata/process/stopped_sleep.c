#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
int main(void) {
  pid_t p = fork();
  if (p == 0) {
    struct timespec t = {0, 300000000};
    _exit(nanosleep(&t, 0) == 0 ? 4 : errno);
  }
  usleep(100000);
  kill(p, SIGSTOP);
  kill(p, SIGCONT);
  int status;
  waitpid(p, &status, 0);
  printf("%d\n", WEXITSTATUS(status));
  return 0;
}
