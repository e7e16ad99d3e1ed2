/* A lock at a bad address ends the program also where SIGSEGV is ignored or blocked: a fault cannot be put off. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(int blocks) {
  pid_t child = fork();
  if (child == 0) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGSEGV);
    if (blocks) sigprocmask(SIG_BLOCK, &set, 0);
    else signal(SIGSEGV, SIG_IGN);
    pthread_mutex_lock((pthread_mutex_t *)16);
    _exit(3);
  }
  int status;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

int main(void) {
  printf("ignored %d\n", run(0));
  printf("blocked %d\n", run(1));
  return 0;
}
