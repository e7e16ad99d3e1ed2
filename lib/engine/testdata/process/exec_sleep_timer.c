#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
/* alarms go on through exec, the timers of timer_create do not */
static int run(int posix) {
  pid_t p = fork();
  if (p == 0) {
    struct sigevent e = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    struct itimerspec soon = {{0, 0}, {0, 200000000}};
    struct itimerval alarm = {{0, 0}, {0, 200000}};
    timer_t t;
    if (posix) {
      timer_create(CLOCK_REALTIME, &e, &t);
      timer_settime(t, 0, &soon, 0);
    } else
      setitimer(ITIMER_REAL, &alarm, 0);
    execl("/bin/sleep", "sleep", "0.4", (char *)0);
    _exit(9);
  }
  int status;
  waitpid(p, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}
int main(void) {
  printf("%d\n", run(1));
  printf("%d\n", run(0));
  return 0;
}
