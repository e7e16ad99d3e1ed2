/** Sockets, readiness, and addresses as text. */

export const SOCKET = `#include <internal/libc.h>
#include <sys/socket.h>
#include <sys/select.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/timerfd.h>
#include <sys/signalfd.h>
#include <poll.h>
#define SYS(...) __result(__syscall(__VA_ARGS__))
int socket(int domain, int type, int protocol) { return SYS("socket", domain, type, protocol); }
int socketpair(int domain, int type, int protocol, int ends[2]) { return SYS("socketpair", domain, type, protocol, ends); }
int bind(int fd, const struct sockaddr *a, socklen_t n) { return SYS("bind", fd, a, n); }
int listen(int fd, int backlog) { return SYS("listen", fd, backlog); }
int connect(int fd, const struct sockaddr *a, socklen_t n) { return SYS("connect", fd, a, n); }
int accept(int fd, struct sockaddr *a, socklen_t *n) { return SYS("accept", fd, a, n, 0); }
int accept4(int fd, struct sockaddr *a, socklen_t *n, int flags) { return SYS("accept", fd, a, n, flags); }
int shutdown(int fd, int how) { return SYS("shutdown", fd, how); }
ssize_t send(int fd, const void *p, size_t n, int flags) { return SYS("sendto", fd, p, n, flags, 0, 0); }
ssize_t recv(int fd, void *p, size_t n, int flags) { return SYS("recvfrom", fd, p, n, flags, 0, 0); }
ssize_t sendto(int fd, const void *p, size_t n, int flags, const struct sockaddr *a, socklen_t length) { return SYS("sendto", fd, p, n, flags, a, length); }
ssize_t recvfrom(int fd, void *p, size_t n, int flags, struct sockaddr *a, socklen_t *length) { return SYS("recvfrom", fd, p, n, flags, a, length); }
ssize_t sendmsg(int fd, const struct msghdr *m, int flags) { return SYS("sendmsg", fd, m, flags); }
ssize_t recvmsg(int fd, struct msghdr *m, int flags) { return SYS("recvmsg", fd, m, flags); }
int getsockname(int fd, struct sockaddr *a, socklen_t *n) { return SYS("getsockname", fd, a, n); }
int getpeername(int fd, struct sockaddr *a, socklen_t *n) { return SYS("getpeername", fd, a, n); }
int getsockopt(int fd, int level, int option, void *p, socklen_t *n) { return SYS("getsockopt", fd, level, option, p, n); }
int setsockopt(int fd, int level, int option, const void *p, socklen_t n) { return SYS("setsockopt", fd, level, option, p, n); }
int sockatmark(int fd) { return 0; }
int poll(struct pollfd *fds, nfds_t n, int timeout) { return SYS("poll", fds, n, timeout); }
int select(int n, fd_set *r, fd_set *w, fd_set *x, struct timeval *timeout) { return SYS("select", n, r, w, x, timeout); }
int epoll_create(int size) { return size <= 0 ? __result(-EINVAL) : SYS("epoll_create", 0); }
int epoll_create1(int flags) { return SYS("epoll_create", flags); }
int epoll_ctl(int ep, int operation, int fd, struct epoll_event *event) { return SYS("epoll_ctl", ep, operation, fd, event); }
int epoll_wait(int ep, struct epoll_event *events, int n, int timeout) { return SYS("epoll_wait", ep, events, n, timeout); }
int pidfd_open(pid_t pid, unsigned flags) { return SYS("pidfd_open", pid, flags); }
int pidfd_send_signal(int fd, int signal, siginfo_t *info, unsigned flags) { return SYS("pidfd_send_signal", fd, signal, info, flags); }
int eventfd(unsigned initial, int flags) { return SYS("eventfd", initial, flags); }
int eventfd_read(int fd, eventfd_t *value) { return SYS("read", fd, value, 8) == 8 ? 0 : -1; }
int eventfd_write(int fd, eventfd_t value) { return SYS("write", fd, &value, 8) == 8 ? 0 : -1; }
int timerfd_create(clockid_t clock, int flags) { return SYS("timerfd_create", clock, flags); }
int timerfd_gettime(int fd, struct itimerspec *value) { return SYS("timerfd_gettime", fd, value); }
int timerfd_settime(int fd, int flags, const struct itimerspec *value, struct itimerspec *old) { return SYS("timerfd_settime", fd, flags, value, old); }
int signalfd(int fd, const sigset_t *mask, int flags) { return SYS("signalfd", fd, mask, flags); }

/* A change of mask around a wait; not one step as in Linux, but no wake-up is lost: what is pending is seen at once. */
static long masked(const sigset_t *mask, sigset_t *old) {
  return mask ? __syscall("sigprocmask", 2, mask, old) : 0;
}

int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask) {
  sigset_t old;
  masked(mask, &old);
  int milliseconds = timeout ? timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000 : -1;
  long r = __syscall("poll", fds, n, milliseconds);
  masked(mask ? &old : 0, 0);
  return __result(r);
}

int pselect(int n, fd_set *r, fd_set *w, fd_set *x, const struct timespec *timeout, const sigset_t *mask) {
  sigset_t old;
  struct timeval limit;
  masked(mask, &old);
  if (timeout) {
    limit.tv_sec = timeout->tv_sec;
    limit.tv_usec = (timeout->tv_nsec + 999) / 1000;
  }
  long result = __syscall("select", n, r, w, x, timeout ? &limit : 0);
  masked(mask ? &old : 0, 0);
  return __result(result);
}

int epoll_pwait(int ep, struct epoll_event *events, int n, int timeout, const sigset_t *mask) {
  sigset_t old;
  masked(mask, &old);
  long r = __syscall("epoll_wait", ep, events, n, timeout);
  masked(mask ? &old : 0, 0);
  return __result(r);
}
`

export const INET = String.raw`#include <internal/libc.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
uint32_t htonl(uint32_t n) { return n << 24 | (n & 0xff00) << 8 | n >> 8 & 0xff00 | n >> 24; }
uint32_t ntohl(uint32_t n) { return htonl(n); }
uint16_t htons(uint16_t n) { return n << 8 | n >> 8; }
uint16_t ntohs(uint16_t n) { return htons(n); }

/* One to four parts, each decimal, octal or hexadecimal, as inet(3) has it; strict: four decimal ones. */
static int parse(const char *s, unsigned char out[4], int strict) {
  unsigned long part[4];
  int n = 0;
  for (;;) {
    int base = 10, digits = 0;
    unsigned long value = 0;
    if (!strict && s[0] == '0') base = s[1] == 'x' || s[1] == 'X' ? 16 : 8;
    if (base == 16) s += 2;
    for (; ; s++, digits++) {
      int d = *s >= '0' && *s <= '9' ? *s - '0' : (*s | 32) >= 'a' && (*s | 32) <= 'f' ? (*s | 32) - 'a' + 10 : 99;
      if (d >= base) break;
      value = value * base + d;
      if (value > 0xffffffff || strict && (value > 255 || digits && part[n] == 0)) return 0;
      part[n] = value;
    }
    if (!digits) return 0;
    part[n++] = value;
    if (*s != '.') break;
    if (n == 4) return 0;
    s++;
  }
  if (*s && (strict || *s != ' ' && *s != '\n') || strict && n != 4) return 0;
  unsigned long address = part[n - 1];
  if (address > 0xffffffff >> 8 * (n - 1)) return 0;
  for (int i = 0; i < n - 1; i++) {
    if (part[i] > 255) return 0;
    address |= part[i] << 24 - 8 * i;
  }
  for (int i = 0; i < 4; i++) out[i] = address >> 24 - 8 * i;
  return 1;
}

int inet_aton(const char *s, struct in_addr *a) {
  return parse(s, (unsigned char *)a, 0);
}

in_addr_t inet_addr(const char *s) {
  struct in_addr a;
  return parse(s, (unsigned char *)&a, 0) ? a.s_addr : INADDR_NONE;
}

int inet_pton(int family, const char *s, void *to) {
  if (family == AF_INET) return parse(s, to, 1);
  return __result(-EAFNOSUPPORT);
}

char *inet_ntoa(struct in_addr a) {
  static _Thread_local char text[16];
  unsigned char *b = (unsigned char *)&a;
  sprintf(text, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
  return text;
}

const char *inet_ntop(int family, const void *from, char *to, socklen_t size) {
  const unsigned char *b = from;
  char text[16];
  if (family != AF_INET) {
    errno = EAFNOSUPPORT;
    return 0;
  }
  if ((socklen_t)sprintf(text, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]) >= size) {
    errno = ENOSPC;
    return 0;
  }
  return strcpy(to, text);
}
`
