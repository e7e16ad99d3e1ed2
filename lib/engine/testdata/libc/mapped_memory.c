#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int dies(char *p, int write) {
  fflush(stdout);
  if (fork() == 0) {
    if (write) *p = 1;
    else _exit(*p);
    _exit(0);
  }
  int status;
  wait(&status);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

int main(void) {
  char *p = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  p[5000] = 7;
  printf("%d %d\n", mprotect(p + 4096, 4096, PROT_READ), p[5000]);
  printf("%d %d\n", dies(p + 5000, 1), dies(p + 100, 1));
  mprotect(p, 4096, PROT_NONE);
  printf("%d\n", dies(p, 0));
  printf("%d\n", munmap(p + 4096, 4096));
  printf("%d\n", dies(p + 5000, 0));
  printf("%d %d\n", mprotect(p + 4096, 4096, PROT_READ), errno == ENOMEM);
  char *q = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  q[0] = 9;
  printf("%d %d\n", madvise(q, 4096, MADV_DONTNEED), q[0]);
  printf("%d %d\n", posix_madvise(q, 4096, POSIX_MADV_WILLNEED), mlock(q, 4096));
  printf("%d %d %d\n", munlock(q, 4096), mlockall(MCL_CURRENT), munlockall());
  int fd = open("m", O_RDWR | O_CREAT, 0600);
  write(fd, "file bytes", 10);
  char *f = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  f[0] = 'F';
  printf("%d\n", msync(f, 4096, MS_SYNC));
  char b[12] = "";
  pread(fd, b, 10, 0);
  printf("%s\n", b);
  char *v = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  v[1] = 'X';
  printf("%.4s %.4s %d\n", f, v, v[11]);
  printf("%d\n", mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL);
  printf("%d\n", mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 77, 0) == MAP_FAILED && errno == EBADF);
  unlink("m");
  char *end = sbrk(0);
  printf("%d %d\n", sbrk(8192) == end, (char *)sbrk(0) - end == 8192);
  end[8000] = 3;
  printf("%d\n", brk(end));
  printf("%d\n", dies(end + 8000, 0));
  return 0;
}
