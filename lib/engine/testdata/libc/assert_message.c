#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void check(int n) { assert(n > 0 && "positive"); }

int main(void) {
  static_assert(sizeof(int) == 4, "int");
  check(1);
  if (fork() == 0) {
    dup2(1, 2);
    check(-1);
  }
  int status;
  wait(&status);
  printf("signal %d\n", WTERMSIG(status));
  return 0;
}
