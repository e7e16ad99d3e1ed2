#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t count;
static void tally(int s) { count++; }
static void inform(int s, siginfo_t *info, void *context) {
  printf("%d code %d value %d\n", s - SIGRTMIN, info->si_code == SI_QUEUE, info->si_value.sival_int);
}

int main(void) {
  sigset_t a, b, c;
  sigfillset(&a);
  sigdelset(&a, SIGINT);
  sigemptyset(&b);
  sigaddset(&b, SIGTERM);
  printf("%d %d %d %d\n", sigismember(&a, SIGINT), sigismember(&a, SIGHUP), sigismember(&b, SIGTERM), sigismember(&b, SIGRTMAX));
  sigorset(&c, &a, &b);
  sigandset(&c, &c, &b);
  printf("%d %d %d\n", sigismember(&c, SIGTERM), sigismember(&c, SIGHUP), sigisemptyset(&c));
  printf("%d %d\n", sigaddset(&a, 0) == -1 && errno == EINVAL, sigismember(&a, 65) == -1);
  struct sigaction act = {0}, old;
  act.sa_handler = tally;
  printf("%d\n", sigaction(SIGUSR1, &act, &old));
  printf("%d\n", old.sa_handler == SIG_DFL);
  printf("%d %d\n", sigaction(SIGKILL, &act, NULL), errno == EINVAL);
  raise(SIGUSR1);
  tgkill(getpid(), gettid(), SIGUSR1);
  syscall(SYS_tgkill, getpid(), gettid(), SIGUSR1);
  printf("%d\n", (int)count);
  act.sa_sigaction = inform;
  act.sa_flags = SA_SIGINFO;
  sigaction(SIGRTMIN, &act, NULL);
  sigaction(SIGRTMIN + 1, &act, NULL);
  sigemptyset(&a);
  sigaddset(&a, SIGRTMIN);
  sigaddset(&a, SIGRTMIN + 1);
  sigprocmask(SIG_BLOCK, &a, NULL);
  for (int i = 1; i <= 3; i++) sigqueue(getpid(), SIGRTMIN + (i == 2), (union sigval){.sival_int = i});
  sigprocmask(SIG_UNBLOCK, &a, NULL);
  sigprocmask(SIG_BLOCK, &a, NULL);
  sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 42});
  siginfo_t info;
  int r = sigwaitinfo(&a, &info);
  printf("%d %d\n", r == SIGRTMIN, info.si_value.sival_int);
  struct timespec brief = {0, 50000000};
  printf("%d %d\n", sigtimedwait(&a, &info, &brief), errno == EAGAIN);
  signal(SIGALRM, tally);
  printf("%d\n", siginterrupt(SIGALRM, 1));
  int ends[2];
  char x;
  pipe(ends);
  alarm(1);
  printf("%d %d\n", (int)read(ends[0], &x, 1), errno == EINTR);
  sigemptyset(&b);
  sigaddset(&b, SIGUSR1);
  sigprocmask(SIG_BLOCK, &b, NULL);
  raise(SIGUSR1);
  printf("%d\n", sigpending(&c) == 0 && sigismember(&c, SIGUSR1));
  printf("%d %d\n", sigpause(SIGUSR1), errno == EINTR);
  printf("%d\n", signal(SIGUSR2, SIG_IGN) == SIG_DFL);
  printf("%d %d\n", signal(99, tally) == SIG_ERR, errno == EINVAL);
  return 0;
}
