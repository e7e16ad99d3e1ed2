/* Writing to a socket that has no partner: TCP takes it for a connection that is gone, the others say so. */
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile int pipes;
static void count(int signal) { pipes++; }
static void try(const char *name, int domain, int type, int listens) {
  int s = socket(domain, type, 0);
  if (listens) listen(s, 5);
  errno = 0;
  int r = send(s, "x", 1, 0);
  printf("%s: send %d %s, %d signals\n", name, r, strerror(errno), pipes);
  errno = 0;
  r = write(s, "x", 1);
  printf("%s: write %d %s, %d signals\n", name, r, strerror(errno), pipes);
  errno = 0;
  r = send(s, "x", 1, MSG_NOSIGNAL);
  printf("%s: without a signal %d %s, %d signals\n", name, r, strerror(errno), pipes);
  char c;
  errno = 0;
  r = recv(s, &c, 1, MSG_DONTWAIT);
  printf("%s: receive %d %s\n", name, r, strerror(errno));
  close(s);
}
int main(void) {
  signal(SIGPIPE, count);
  try("tcp", AF_INET, SOCK_STREAM, 0);
  try("unix stream", AF_UNIX, SOCK_STREAM, 0);
  try("udp", AF_INET, SOCK_DGRAM, 0);
  try("unix datagram", AF_UNIX, SOCK_DGRAM, 0);
  try("tcp listening", AF_INET, SOCK_STREAM, 1);
  struct sockaddr_in nobody = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int s = socket(AF_INET, SOCK_STREAM, 0);
  int r = connect(s, (struct sockaddr *)&nobody, sizeof nobody);
  printf("connect %d %s\n", r, strerror(errno));
  r = send(s, "x", 1, 0);
  printf("send %d %s, %d signals\n", r, strerror(errno), pipes);
  fflush(stdout);
  if (fork() == 0) {
    signal(SIGPIPE, SIG_DFL);
    write(s, "x", 1);
    _exit(0);
  }
  int status;
  wait(&status);
  printf("%d\n", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
  return 0;
}
