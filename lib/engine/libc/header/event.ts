/** Readiness, descriptors of events, options of a command line, <sys/prctl.h>. */

const getopt = `#ifndef _GETOPT_H
#define _GETOPT_H 1
extern char *optarg;
extern int optind, opterr, optopt;
#define no_argument 0
#define required_argument 1
#define optional_argument 2
struct option { const char *name; int has_arg; int *flag; int val; };
int getopt(int argc, char *const argv[], const char *options);
int getopt_long(int argc, char *const argv[], const char *options, const struct option *long_options, int *index);
int getopt_long_only(int argc, char *const argv[], const char *options, const struct option *long_options, int *index);
#endif
`

const poll = `#ifndef _POLL_H
#define _POLL_H 1
#define POLLIN 1
#define POLLPRI 2
#define POLLOUT 4
#define POLLERR 8
#define POLLHUP 16
#define POLLNVAL 32
#define POLLRDNORM 64
#define POLLRDBAND 128
#define POLLWRNORM 256
#define POLLWRBAND 512
typedef unsigned long nfds_t;
struct pollfd { int fd; short events, revents; };
int poll(struct pollfd *fds, nfds_t count, int timeout);
#ifdef _GNU_SOURCE
#include <bits/timespec.h>
#include <bits/sigset.h>
#define POLLMSG 0x400
#define POLLRDHUP 0x2000
int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask);
#endif
#endif
`

const epoll = `#ifndef _SYS_EPOLL_H
#define _SYS_EPOLL_H 1
#include <stdint.h>
#include <sys/types.h>
#include <bits/sigset.h>
enum { EPOLL_CLOEXEC = 02000000 };
#define EPOLL_CLOEXEC EPOLL_CLOEXEC
enum EPOLL_EVENTS {
  EPOLLIN = 1, EPOLLPRI = 2, EPOLLOUT = 4, EPOLLRDNORM = 0x40, EPOLLRDBAND = 0x80, EPOLLWRNORM = 0x100,
  EPOLLWRBAND = 0x200, EPOLLMSG = 0x400, EPOLLERR = 8, EPOLLHUP = 16, EPOLLRDHUP = 0x2000,
  EPOLLEXCLUSIVE = 1u << 28, EPOLLWAKEUP = 1u << 29, EPOLLONESHOT = 1u << 30, EPOLLET = 1u << 31
};
#define EPOLLIN EPOLLIN
#define EPOLLPRI EPOLLPRI
#define EPOLLOUT EPOLLOUT
#define EPOLLERR EPOLLERR
#define EPOLLHUP EPOLLHUP
#define EPOLLRDHUP EPOLLRDHUP
#define EPOLLONESHOT EPOLLONESHOT
#define EPOLLET EPOLLET
#define EPOLL_CTL_ADD 1
#define EPOLL_CTL_DEL 2
#define EPOLL_CTL_MOD 3
typedef union epoll_data { void *ptr; int fd; uint32_t u32; uint64_t u64; } epoll_data_t;
struct epoll_event { uint32_t events; epoll_data_t data; } __attribute__((packed));
int epoll_create(int size);
int epoll_create1(int flags);
int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event);
int epoll_wait(int epoll, struct epoll_event *events, int count, int timeout);
int epoll_pwait(int epoll, struct epoll_event *events, int count, int timeout, const sigset_t *mask);
#endif
`

const eventfd = `#ifndef _SYS_EVENTFD_H
#define _SYS_EVENTFD_H 1
#include <stdint.h>
typedef uint64_t eventfd_t;
enum { EFD_SEMAPHORE = 1, EFD_CLOEXEC = 02000000, EFD_NONBLOCK = 04000 };
#define EFD_SEMAPHORE EFD_SEMAPHORE
#define EFD_CLOEXEC EFD_CLOEXEC
#define EFD_NONBLOCK EFD_NONBLOCK
int eventfd(unsigned initial, int flags);
int eventfd_read(int fd, eventfd_t *value);
int eventfd_write(int fd, eventfd_t value);
#endif
`

const pidfd = `#ifndef _SYS_PIDFD_H
#define _SYS_PIDFD_H 1
#include <fcntl.h>
#include <signal.h>
#define PIDFD_NONBLOCK O_NONBLOCK
int pidfd_open(pid_t pid, unsigned flags);
int pidfd_send_signal(int fd, int signal, siginfo_t *info, unsigned flags);
#endif
`

const timerfd = `#ifndef _SYS_TIMERFD_H
#define _SYS_TIMERFD_H 1
#include <time.h>
enum { TFD_CLOEXEC = 02000000, TFD_NONBLOCK = 04000 };
#define TFD_CLOEXEC TFD_CLOEXEC
#define TFD_NONBLOCK TFD_NONBLOCK
#define TFD_TIMER_ABSTIME 1
#define TFD_TIMER_CANCEL_ON_SET 2
int timerfd_create(clockid_t clock, int flags);
int timerfd_gettime(int fd, struct itimerspec *value);
int timerfd_settime(int fd, int flags, const struct itimerspec *value, struct itimerspec *old);
#endif
`

const signalfd = `#ifndef _SYS_SIGNALFD_H
#define _SYS_SIGNALFD_H 1
#include <stdint.h>
#include <bits/sigset.h>
enum { SFD_CLOEXEC = 02000000, SFD_NONBLOCK = 04000 };
#define SFD_CLOEXEC SFD_CLOEXEC
#define SFD_NONBLOCK SFD_NONBLOCK
struct signalfd_siginfo {
  uint32_t ssi_signo; int32_t ssi_errno, ssi_code; uint32_t ssi_pid, ssi_uid; int32_t ssi_fd; uint32_t ssi_tid, ssi_band,
  ssi_overrun, ssi_trapno; int32_t ssi_status, ssi_int; uint64_t ssi_ptr, ssi_utime, ssi_stime, ssi_addr;
  uint16_t ssi_addr_lsb, __pad2; int32_t ssi_syscall; uint64_t ssi_call_addr; uint32_t ssi_arch; uint8_t __pad[28];
};
int signalfd(int fd, const sigset_t *mask, int flags);
#endif
`

export const EVENT_HEADERS: Readonly<Record<string, string>> = {
  'getopt.h': getopt,
  'poll.h': poll,
  'sys/poll.h': '#include <poll.h>\n',
  'sys/epoll.h': epoll,
  'sys/eventfd.h': eventfd,
  'sys/pidfd.h': pidfd,
  'sys/timerfd.h': timerfd,
  'sys/signalfd.h': signalfd,
  'sys/prctl.h': `#ifndef _SYS_PRCTL_H
#define _SYS_PRCTL_H 1
#define PR_SET_PDEATHSIG 1
#define PR_GET_PDEATHSIG 2
#define PR_GET_DUMPABLE 3
#define PR_SET_DUMPABLE 4
#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_SET_CHILD_SUBREAPER 36
#define PR_GET_CHILD_SUBREAPER 37
int prctl(int option, ...);
#endif
`,
}
