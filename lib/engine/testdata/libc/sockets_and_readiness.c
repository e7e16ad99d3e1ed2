#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void sendDescriptor(int through, int fd) {
  char data = 'x', control[CMSG_SPACE(sizeof(int))] = {0};
  struct iovec v = {&data, 1};
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(c), &fd, sizeof(int));
  printf("%zd\n", sendmsg(through, &m, 0));
}

static int receiveDescriptor(int through) {
  char data, control[CMSG_SPACE(sizeof(int))];
  struct iovec v = {&data, 1};
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  printf("%zd\n", recvmsg(through, &m, 0));
  int fd;
  memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof(int));
  return fd;
}

int main(void) {
  char b[64] = "";
  printf("%x %x %x %x\n", htonl(0x01020304), htons(0x0102), ntohl(htonl(7)), ntohs(htons(8)));
  struct in_addr a;
  printf("%d %s\n", inet_aton("127.1", &a), inet_ntoa(a));
  printf("%x %d\n", inet_addr("1.2.3.4"), inet_addr("1.2.3.256") == INADDR_NONE);
  printf("%d %d\n", inet_pton(AF_INET, "10.0.0.1", &a), inet_pton(AF_INET, "10.0.1", &b));
  printf("%s\n", inet_ntop(AF_INET, &a, b, sizeof b));
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct sockaddr_in me = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, got;
  socklen_t n = sizeof got;
  printf("%d\n", setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one));
  printf("%d\n", bind(l, (struct sockaddr *)&me, sizeof me));
  printf("%d %d\n", listen(l, 5), getsockname(l, (struct sockaddr *)&me, &n));
  printf("%d %d\n", me.sin_port != 0, n == sizeof me);
  int c = socket(AF_INET, SOCK_STREAM, 0);
  printf("%d\n", connect(c, (struct sockaddr *)&me, sizeof me));
  int s = accept4(l, (struct sockaddr *)&got, &n, SOCK_CLOEXEC);
  n = sizeof got;
  printf("%d %d\n", getpeername(c, (struct sockaddr *)&got, &n), got.sin_port == me.sin_port);
  printf("%zd ", send(c, "stream", 6, 0));
  printf("%zd ", recv(s, b, 3, 0));
  printf("%zd ", recv(s, b + 3, sizeof b - 3, MSG_PEEK));
  printf("%zd %.6s\n", recv(s, b + 3, sizeof b - 3, 0), b);
  printf("%zd %d\n", recv(s, b, 1, MSG_DONTWAIT), errno == EAGAIN);
  int type;
  n = sizeof type;
  printf("%d ", getsockopt(c, SOL_SOCKET, SO_TYPE, &type, &n));
  printf("%d\n", type == SOCK_STREAM);
  shutdown(c, SHUT_WR);
  printf("%zd\n", recv(s, b, 1, 0));
  close(c);
  close(s);
  close(l);
  c = socket(AF_INET, SOCK_STREAM, 0);
  printf("%d %d\n", connect(c, (struct sockaddr *)&me, sizeof me), errno == ECONNREFUSED);
  int u = socket(AF_INET, SOCK_DGRAM, 0), v = socket(AF_INET, SOCK_DGRAM, 0);
  me.sin_port = 0;
  bind(u, (struct sockaddr *)&me, sizeof me);
  n = sizeof me;
  getsockname(u, (struct sockaddr *)&me, &n);
  printf("%zd\n", sendto(v, "datagram", 8, 0, (struct sockaddr *)&me, sizeof me));
  n = sizeof got;
  printf("%zd %.8s\n", recvfrom(u, b, sizeof b, 0, (struct sockaddr *)&got, &n), b);
  int pair[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  int pipes[2];
  pipe(pipes);
  sendDescriptor(pair[0], pipes[1]);
  int fd = receiveDescriptor(pair[1]);
  write(fd, "passed", 6);
  printf("%zd %.6s\n", read(pipes[0], b, sizeof b), b);
  fd_set r;
  FD_ZERO(&r);
  FD_SET(pipes[0], &r);
  struct timeval t = {0, 1000};
  printf("%d\n", select(pipes[0] + 1, &r, NULL, NULL, &t));
  write(fd, "y", 1);
  FD_SET(pipes[0], &r);
  sigset_t none;
  sigemptyset(&none);
  struct timespec ts = {1, 0};
  printf("%d %d\n", pselect(pipes[0] + 1, &r, NULL, NULL, &ts, &none), FD_ISSET(pipes[0], &r) != 0);
  FD_CLR(pipes[0], &r);
  struct pollfd p[2] = {{pipes[0], POLLIN}, {pipes[1], POLLOUT}};
  printf("%d ", ppoll(p, 2, &ts, &none));
  printf("%d %d\n", p[0].revents, p[1].revents);
  int ep = epoll_create1(0), other = epoll_create(1);
  struct epoll_event e = {EPOLLIN, {.u64 = 77}}, out[4];
  printf("%d\n", epoll_ctl(ep, EPOLL_CTL_ADD, pipes[0], &e));
  printf("%d %d\n", epoll_ctl(ep, EPOLL_CTL_ADD, pipes[0], &e), errno == EEXIST);
  printf("%d ", epoll_wait(ep, out, 4, 0));
  printf("%d %d\n", out[0].events, (int)out[0].data.u64);
  read(pipes[0], b, 1);
  printf("%d\n", epoll_pwait(ep, out, 4, 10, &none));
  e.events = EPOLLIN | EPOLLONESHOT;
  printf("%d %d\n", epoll_ctl(ep, EPOLL_CTL_MOD, pipes[0], &e), epoll_ctl(ep, EPOLL_CTL_DEL, pipes[0], NULL));
  close(other);
  int ev = eventfd(3, 0);
  eventfd_t value;
  eventfd_write(ev, 4);
  printf("%d ", eventfd_read(ev, &value));
  printf("%d\n", (int)value);
  int tf = timerfd_create(CLOCK_MONOTONIC, 0);
  struct itimerspec its = {{0, 0}, {0, 20000000}};
  timerfd_settime(tf, 0, &its, NULL);
  printf("%zd ", read(tf, &value, 8));
  printf("%d\n", (int)value);
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, SIGUSR1);
  sigprocmask(SIG_BLOCK, &mask, NULL);
  int sf = signalfd(-1, &mask, 0);
  raise(SIGUSR1);
  struct signalfd_siginfo info;
  printf("%zd ", read(sf, &info, sizeof info));
  printf("%d\n", info.ssi_signo == SIGUSR1);
  printf("%d\n", sockatmark(pair[0]));
  return 0;
}
