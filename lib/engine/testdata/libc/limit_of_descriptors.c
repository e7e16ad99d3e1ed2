#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void) {
  struct rlimit limit = {64, 64}, now;
  printf("%d\n", setrlimit(RLIMIT_NOFILE, &limit));
  getrlimit(RLIMIT_NOFILE, &now);
  printf("%d\n", (int)now.rlim_cur);
  int r = dup2(1, 64);
  printf("%d %d\n", r, errno == EBADF);
  int n = 0;
  while (dup(1) >= 0) n++;
  printf("%d %d\n", n > 50 && n < 64, errno == EMFILE);
  return 0;
}
