/** <time.h>, <signal.h>. */

const time = `#ifndef _TIME_H
#define _TIME_H 1
#include <bits/timespec.h>
#include <bits/sigevent.h>
typedef unsigned long size_t;
typedef long clock_t;
typedef long time_t;
typedef int clockid_t;
typedef int pid_t;
typedef void *timer_t;
#undef NULL
#define NULL ((void *)0)
#define CLOCKS_PER_SEC ((clock_t)1000000)
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_BOOTTIME 7
#define TIMER_ABSTIME 1
#define TIME_UTC 1
struct tm {
  int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
  long tm_gmtoff;
  const char *tm_zone;
};
struct itimerspec { struct timespec it_interval, it_value; };
extern char *tzname[2];
extern int daylight;
extern long timezone;
clock_t clock(void);
time_t time(time_t *where);
double difftime(time_t later, time_t earlier);
time_t mktime(struct tm *parts);
time_t timegm(struct tm *parts);
size_t strftime(char *restrict buffer, size_t size, const char *restrict format, const struct tm *restrict parts);
struct tm *gmtime(const time_t *when);
struct tm *localtime(const time_t *when);
struct tm *gmtime_r(const time_t *restrict when, struct tm *restrict parts);
struct tm *localtime_r(const time_t *restrict when, struct tm *restrict parts);
char *asctime(const struct tm *parts);
char *ctime(const time_t *when);
char *asctime_r(const struct tm *restrict parts, char *restrict buffer);
char *ctime_r(const time_t *restrict when, char *restrict buffer);
void tzset(void);
int nanosleep(const struct timespec *request, struct timespec *remaining);
int clock_getres(clockid_t clock, struct timespec *resolution);
int clock_gettime(clockid_t clock, struct timespec *now);
int clock_settime(clockid_t clock, const struct timespec *now);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *remaining);
int clock_getcpuclockid(pid_t pid, clockid_t *clock);
int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer);
int timer_settime(timer_t timer, int flags, const struct itimerspec *to, struct itimerspec *old);
int timer_gettime(timer_t timer, struct itimerspec *rest);
int timer_getoverrun(timer_t timer);
int timer_delete(timer_t timer);
int timespec_get(struct timespec *now, int base);
#ifdef _GNU_SOURCE
char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict parts);
#endif
#endif
`

const sigevent = `#ifndef _BITS_SIGEVENT_H
#define _BITS_SIGEVENT_H 1
#include <bits/pthreadtypes.h>
union sigval { int sival_int; void *sival_ptr; };
typedef union sigval sigval_t;
typedef struct sigevent {
  sigval_t sigev_value;
  int sigev_signo, sigev_notify;
  union {
    int _pad[12];
    int _tid;
    struct { void (*_function)(sigval_t); pthread_attr_t *_attribute; } _sigev_thread;
  } _sigev_un;
} sigevent_t;
#define sigev_notify_function _sigev_un._sigev_thread._function
#define sigev_notify_attributes _sigev_un._sigev_thread._attribute
#define SIGEV_SIGNAL 0
#define SIGEV_NONE 1
#define SIGEV_THREAD 2
#define SIGEV_THREAD_ID 4
#endif
`

const signalNumbers = `SIGHUP 1 SIGINT 2 SIGQUIT 3 SIGILL 4 SIGTRAP 5 SIGABRT 6 SIGBUS 7 SIGFPE 8 SIGKILL 9 SIGUSR1 10
SIGSEGV 11 SIGUSR2 12 SIGPIPE 13 SIGALRM 14 SIGTERM 15 SIGSTKFLT 16 SIGCHLD 17 SIGCONT 18 SIGSTOP 19 SIGTSTP 20
SIGTTIN 21 SIGTTOU 22 SIGURG 23 SIGXCPU 24 SIGXFSZ 25 SIGVTALRM 26 SIGPROF 27 SIGWINCH 28 SIGIO 29 SIGPWR 30 SIGSYS 31`

const codes = `ILL_ILLOPC 1 ILL_ILLOPN 2 ILL_ILLADR 3 ILL_ILLTRP 4 ILL_PRVOPC 5 ILL_PRVREG 6
ILL_COPROC 7 ILL_BADSTK 8 FPE_INTDIV 1 FPE_INTOVF 2 FPE_FLTDIV 3
FPE_FLTOVF 4 FPE_FLTUND 5 FPE_FLTRES 6 FPE_FLTINV 7 FPE_FLTSUB 8 SEGV_MAPERR 1 SEGV_ACCERR 2 BUS_ADRALN 1
BUS_ADRERR 2 BUS_OBJERR 3 TRAP_BRKPT 1 TRAP_TRACE 2 CLD_EXITED 1 CLD_KILLED 2 CLD_DUMPED 3 CLD_TRAPPED 4
CLD_STOPPED 5 CLD_CONTINUED 6 POLL_IN 1 POLL_OUT 2 POLL_MSG 3 POLL_ERR 4 POLL_PRI 5 POLL_HUP 6`

const signal = `#ifndef _SIGNAL_H
#define _SIGNAL_H 1
#include <bits/timespec.h>
#include <bits/sigset.h>
#include <bits/sigevent.h>
typedef unsigned long size_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef int sig_atomic_t;
${signalNumbers.replace(/(\w+) (\d+)\s*/g, '#define $1 $2\n')}
#define SIGPOLL SIGIO
#define SIGIOT SIGABRT
#define SIGCLD SIGCHLD
#define _NSIG 65
#define NSIG _NSIG
#define SIGRTMIN (__libc_current_sigrtmin())
#define SIGRTMAX (__libc_current_sigrtmax())
int __libc_current_sigrtmin(void);
int __libc_current_sigrtmax(void);
typedef void (*__sighandler_t)(int);
#ifdef _GNU_SOURCE
typedef __sighandler_t sighandler_t;
#endif
typedef __sighandler_t sig_t;
#define SIG_ERR ((__sighandler_t)-1)
#define SIG_DFL ((__sighandler_t)0)
#define SIG_IGN ((__sighandler_t)1)
#if defined _GNU_SOURCE || defined _XOPEN_SOURCE
#define SIG_HOLD ((__sighandler_t)2)
#endif
typedef struct {
  int si_signo, si_errno, si_code, __pad0;
  union {
    int _pad[28];
    struct { int si_pid; unsigned si_uid; sigval_t si_sigval; } _rt;
    struct { int si_pid; unsigned si_uid; int si_status; long si_utime, si_stime; } _sigchld;
    struct { int si_tid, si_overrun; sigval_t si_sigval; } _timer;
    struct { void *si_addr; short si_addr_lsb; } _sigfault;
    struct { long si_band; int si_fd; } _sigpoll;
    struct { void *_call_addr; int _syscall; unsigned _arch; } _sigsys;
  } _sifields;
} siginfo_t;
#define si_pid _sifields._rt.si_pid
#define si_uid _sifields._rt.si_uid
#define si_timerid _sifields._timer.si_tid
#define si_overrun _sifields._timer.si_overrun
#define si_status _sifields._sigchld.si_status
#define si_utime _sifields._sigchld.si_utime
#define si_stime _sifields._sigchld.si_stime
#define si_value _sifields._rt.si_sigval
#define si_int _sifields._rt.si_sigval.sival_int
#define si_ptr _sifields._rt.si_sigval.sival_ptr
#define si_addr _sifields._sigfault.si_addr
#define si_band _sifields._sigpoll.si_band
#define si_fd _sifields._sigpoll.si_fd
#define SI_USER 0
#define SI_KERNEL 0x80
#define SI_QUEUE (-1)
#define SI_TIMER (-2)
#define SI_MESGQ (-3)
#define SI_ASYNCIO (-4)
#define SI_TKILL (-6)
${codes.replace(/(\w+) (\d+)\s*/g, '#define $1 $2\n')}
struct sigaction {
  union { __sighandler_t sa_handler; void (*sa_sigaction)(int, siginfo_t *, void *); } __sigaction_handler;
  sigset_t sa_mask;
  int sa_flags;
  void (*sa_restorer)(void);
};
#define sa_handler __sigaction_handler.sa_handler
#define sa_sigaction __sigaction_handler.sa_sigaction
#define SA_NOCLDSTOP 1
#define SA_NOCLDWAIT 2
#define SA_SIGINFO 4
#define SA_ONSTACK 0x08000000
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000
#define SA_RESETHAND 0x80000000
#define SA_NOMASK SA_NODEFER
#define SA_ONESHOT SA_RESETHAND
#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2
#define SS_ONSTACK 1
#define SS_DISABLE 2
#define MINSIGSTKSZ 2048
#define SIGSTKSZ 8192
typedef struct { void *ss_sp; int ss_flags; size_t ss_size; } stack_t;
typedef long greg_t;
typedef greg_t gregset_t[23];
typedef struct { gregset_t gregs; void *fpregs; unsigned long __reserved1[8]; } mcontext_t;
typedef struct ucontext_t {
  unsigned long uc_flags;
  struct ucontext_t *uc_link;
  stack_t uc_stack;
  mcontext_t uc_mcontext;
  sigset_t uc_sigmask;
  void *__function;
  long __place[3], __arguments[6];
  int __count;
  char __rest[428];
  unsigned long __ssp[4];
} ucontext_t;
__sighandler_t signal(int signal, __sighandler_t handler);
int kill(pid_t pid, int signal);
int killpg(pid_t group, int signal);
int raise(int signal);
int tgkill(pid_t pid, pid_t tid, int signal);
void psignal(int signal, const char *text);
int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int sigaddset(sigset_t *set, int signal);
int sigdelset(sigset_t *set, int signal);
int sigismember(const sigset_t *set, int signal);
int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old);
int sigsuspend(const sigset_t *set);
int sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old);
int sigpending(sigset_t *set);
int sigwait(const sigset_t *restrict set, int *restrict signal);
int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info);
int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout);
int sigqueue(pid_t pid, int signal, const union sigval value);
int siginterrupt(int signal, int interrupt);
int sigaltstack(const stack_t *restrict stack, stack_t *restrict old);
int sigpause(int mask);
int sighold(int signal);
int sigrelse(int signal);
int sigignore(int signal);
__sighandler_t sigset(int signal, __sighandler_t handler);
int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old);
int pthread_kill(pthread_t thread, int signal);
#ifdef _GNU_SOURCE
int sigisemptyset(const sigset_t *set);
int sigorset(sigset_t *set, const sigset_t *a, const sigset_t *b);
int sigandset(sigset_t *set, const sigset_t *a, const sigset_t *b);
int pthread_sigqueue(pthread_t thread, int signal, const union sigval value);
#endif
extern const char *const sys_siglist[65];
#endif
`

export const TIME_HEADERS: Readonly<Record<string, string>> = {
  'time.h': time,
  'bits/sigevent.h': sigevent,
  'signal.h': signal,
  'sys/signal.h': '#include <signal.h>\n',
}
