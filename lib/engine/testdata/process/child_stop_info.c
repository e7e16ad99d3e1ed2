/* What a parent is told of a child that stops and goes on: si_code and si_status. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t code, status;
static void note(int number, siginfo_t *info, void *context) {
  code = info->si_code;
  status = info->si_status;
}

int main(void) {
  struct sigaction action = {.sa_sigaction = note, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(SIGCHLD, &action, 0);
  pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  int word;
  kill(child, SIGTSTP);
  waitpid(child, &word, WUNTRACED);
  printf("stopped %d, code %d, status %d\n", WIFSTOPPED(word), code == CLD_STOPPED, status == SIGTSTP);
  kill(child, SIGCONT);
  waitpid(child, &word, WCONTINUED);
  printf("continued %d, code %d, status %d\n", WIFCONTINUED(word), code == CLD_CONTINUED, status == SIGCONT);
  kill(child, SIGKILL);
  waitpid(child, &word, 0);
  printf("killed %d, code %d, status %d\n", WIFSIGNALED(word), code == CLD_KILLED, status == SIGKILL);
  return 0;
}
