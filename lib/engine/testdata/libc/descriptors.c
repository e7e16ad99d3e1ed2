#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#define SAY(call) do { errno = 0; long r = (call); printf("%s = %ld%s%s\n", #call, r, errno ? " " : "", errno ? strerror(errno) : ""); } while (0)

int main(void) {
  int ends[2], more[2];
  SAY(pipe2(ends, O_CLOEXEC | O_NONBLOCK));
  SAY(fcntl(ends[0], F_GETFD));
  SAY(fcntl(ends[0], F_GETFL) & O_NONBLOCK);
  char b[8];
  SAY(read(ends[0], b, 1));
  SAY(dup3(ends[0], 20, O_CLOEXEC));
  SAY(fcntl(20, F_GETFD));
  SAY(dup3(ends[0], ends[0], 0));
  SAY(dup2(ends[0], ends[0]) == ends[0]);
  SAY(fcntl(ends[0], F_DUPFD, 30));
  SAY(fcntl(ends[0], F_DUPFD_CLOEXEC, 30));
  SAY(fcntl(31, F_GETFD));
  SAY(fcntl(ends[1], F_SETFL, 0));
  SAY(dup(99));
  SAY(pipe(more));
  SAY(close_range(20, 29, 0));
  SAY(fcntl(20, F_GETFD));
  closefrom(30);
  SAY(fcntl(31, F_GETFD));
  char x[4], text[] = "badc";
  swab(text, x, 4);
  printf("%.4s\n", x);
  SAY(getpagesize());
  SAY(sysconf(_SC_PAGESIZE));
  SAY(sysconf(_SC_CLK_TCK));
  SAY(sysconf(_SC_OPEN_MAX) == getdtablesize());
  SAY(sysconf(_SC_NPROCESSORS_ONLN) >= 1);
  SAY(sysconf(_SC_THREAD_KEYS_MAX));
  SAY(sysconf(9999));
  struct utsname u;
  SAY(uname(&u));
  printf("%s %s\n", u.sysname, u.machine);
  char host[100];
  SAY(gethostname(host, sizeof host));
  printf("%d\n", !strcmp(host, u.nodename));
  SAY(getentropy(b, 8));
  return 0;
}
