#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void inChild(void (*misuse)(void)) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    close(2);
    misuse();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  printf("%s %d\n", WIFSIGNALED(status) ? "signal" : "status", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

static void twice(void) {
  char *p = malloc(24);
  free(p);
  free(p);
}

static void large(void) {
  char *p = malloc(3000), *guard = malloc(10);
  free(p);
  free(p);
  free(guard);
}

static void middle(void) {
  char *p = malloc(64);
  free(p + 8);
}

static void apart(void) {
  char *p = malloc(24), *q = malloc(24);
  free(p);
  free(q);
}

static void topSmashed(void) {
  long *p = malloc(24);
  p[3] = -1;
  malloc(4000);
  malloc(500000000);
}

int main(void) {
  inChild(twice);
  inChild(large);
  inChild(middle);
  inChild(apart);
  inChild(topSmashed);
  return 0;
}
