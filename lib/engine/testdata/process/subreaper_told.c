#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile sig_atomic_t n;
static void on(int s) { n++; }
int main(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  signal(SIGCHLD, on);
  int p[2]; pipe(p);
  sigset_t b, o; sigemptyset(&b); sigaddset(&b, SIGCHLD); sigprocmask(SIG_BLOCK, &b, &o);
  if (fork() == 0) {
    signal(SIGCHLD, SIG_DFL);
    pid_t z = fork();
    if (z == 0) _exit(3);
    siginfo_t i; waitid(P_PID, z, &i, WEXITED | WNOWAIT);
    _exit(5);
  }
  siginfo_t si; int got = 0;
  int st; pid_t w; 
  while (n < 1) sigsuspend(&o);
  usleep(200000); sigprocmask(SIG_SETMASK, &o, 0); sigprocmask(SIG_BLOCK, &b, 0);
  while ((w = wait(&st)) > 0) printf("%d\n", WEXITSTATUS(st));
  if (fork() == 0) { if (fork() == 0) { usleep(100000); _exit(9); } _exit(8); }
  n = 0;
  for (int k = 0; k < 2; k++) { sigsuspend(&o); w = wait(&st); printf("%d n=%d\n", WEXITSTATUS(st), n); }
  return 0;
}
