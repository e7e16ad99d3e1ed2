#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  for (int i = -1; i < 136; i++) printf("%d %s\n", i, strerror(i));
  for (int i = 0; i < 67; i++) printf("%d %s\n", i, strsignal(i));
  char b[20];
  printf("%s\n", strerror_r(ENOENT, b, sizeof b));
  dup2(1, 2);
  errno = EACCES;
  perror("file");
  errno = EINTR;
  perror(NULL);
  perror("");
  psignal(SIGSEGV, "child");
  fprintf(stderr, "%m\n");
  return 0;
}
