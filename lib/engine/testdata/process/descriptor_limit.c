#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>
static void burn(void) { for (volatile long i = 0; i < 5000000; i++) ; }
int main(void) {
  struct rusage u;
  signal(SIGCHLD, SIG_IGN);
  if (fork() == 0) { burn(); _exit(0); }
  errno = 0;
  printf("wait %d %d\n", wait(0), errno);
  getrusage(RUSAGE_CHILDREN, &u);
  printf("children %d\n", u.ru_utime.tv_sec * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec > 0);
  signal(SIGCHLD, SIG_DFL);
  if (fork() == 0) { burn(); _exit(0); }
  printf("%d\n", wait(0) > 0);
  getrusage(RUSAGE_CHILDREN, &u);
  printf("children %d\n", u.ru_utime.tv_sec * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec > 0);
  struct rlimit r = {100, 200};
  printf("%d\n", setrlimit(RLIMIT_NOFILE, &r));
  getrlimit(RLIMIT_NOFILE, &r); printf("%lu %lu\n", (long)r.rlim_cur, (long)r.rlim_max);
  r.rlim_cur = 201; errno = 0; printf("%d %d\n", setrlimit(RLIMIT_NOFILE, &r), errno);
  r.rlim_cur = 5; r.rlim_max = 300; errno = 0; printf("%d %d\n", setrlimit(RLIMIT_NOFILE, &r), errno);
  r.rlim_cur = 5; r.rlim_max = 200; errno = 0; printf("%d %d\n", setrlimit(RLIMIT_NOFILE, &r), errno);
  int a = open("/dev/null", 0), b = open("/dev/null", 0), c = open("/dev/null", 0);
  printf("%d %d %d %d\n", a, b, c, errno);
  errno = 0; printf("%d %d\n", dup2(0, 5), errno); errno = 0; printf("%d %d\n", fcntl(0, F_DUPFD, 5), errno);
  errno = 0; printf("%d %d\n", fcntl(0, F_DUPFD, 4), errno);
  r.rlim_cur = 3; printf("%d\n", setrlimit(RLIMIT_NOFILE, &r)); 
  errno=0; printf("%d %d\n", dup(0), errno); printf("%d\n", fcntl(4, F_GETFD));
  printf("%ld\n", sysconf(_SC_OPEN_MAX)); printf("%d\n", getdtablesize());
  close(4); close(3);
  if (fork() == 0) { getrlimit(RLIMIT_NOFILE, &r); printf("child %lu %lu\n", (long)r.rlim_cur, (long)r.rlim_max); exit(0); }
  wait(0);
  errno = 0; printf("%d %d\n", setrlimit(99, &r), errno);
  errno = 0; printf("%d %d\n", getrlimit(99, &r), errno);
  errno = 0; printf("%d %d\n", getrlimit(RLIMIT_NOFILE, (void*)8), errno);
  r.rlim_cur = 10; r.rlim_max = 5;  errno = 0; printf("%d %d\n", setrlimit(RLIMIT_CORE, &r), errno);
  r.rlim_cur = 0; r.rlim_max = 0;  errno = 0; printf("%d %d\n", setrlimit(RLIMIT_CORE, &r), errno);
  r.rlim_cur = 0; r.rlim_max = 1;  errno = 0; printf("%d %d\n", setrlimit(RLIMIT_CORE, &r), errno);
  return 0;
}
