/** Signals. */

export const SIGNAL = `#include <internal/libc.h>
#include <signal.h>
#include <unistd.h>
int __libc_current_sigrtmin(void) { return 34; }
int __libc_current_sigrtmax(void) { return 64; }
int kill(pid_t pid, int signal) { return __result(__syscall("kill", pid, signal)); }
int tgkill(pid_t pid, pid_t tid, int signal) { return __result(__syscall("tgkill", pid, tid, signal)); }
int raise(int signal) { return __result(__syscall("tgkill", __syscall("getpid"), __syscall("gettid"), signal)); }
int pause(void) { return __result(__syscall("pause")); }
int sigprocmask(int how, const sigset_t *set, sigset_t *old) { return __result(__syscall("sigprocmask", how, set, old)); }
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old) { return __error(__syscall("sigprocmask", how, set, old)); }
int sigsuspend(const sigset_t *set) { return __result(__syscall("sigsuspend", set)); }

static int bad(int signal) { return signal < 1 || signal > 64 ? (int)__result(-EINVAL) : 0; }

int sigemptyset(sigset_t *set) {
  for (int i = 0; i < 16; i++) set->__val[i] = 0;
  return 0;
}

/* The two signals below SIGRTMIN are the library's own. */
int sigfillset(sigset_t *set) {
  sigemptyset(set);
  set->__val[0] = ~(3UL << 31);
  for (int i = 1; i < 16; i++) set->__val[i] = ~0UL;
  return 0;
}

int sigaddset(sigset_t *set, int signal) {
  if (bad(signal)) return -1;
  set->__val[0] |= 1UL << (signal - 1);
  return 0;
}

int sigdelset(sigset_t *set, int signal) {
  if (bad(signal)) return -1;
  set->__val[0] &= ~(1UL << (signal - 1));
  return 0;
}

int sigismember(const sigset_t *set, int signal) {
  return bad(signal) ? -1 : (int)(set->__val[0] >> (signal - 1) & 1);
}

int sigaction(int signal, const struct sigaction *action, struct sigaction *old) {
  if (signal == 32 || signal == 33) return __result(-EINVAL);
  return __result(__syscall("sigaction", signal, action, old));
}

/* BSD's meaning: the handler stays, calls are restarted. */
__sighandler_t signal(int signal, __sighandler_t handler) {
  struct sigaction action = {0}, old;
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  if (handler == SIG_ERR || bad(signal)) {
    errno = EINVAL;
    return SIG_ERR;
  }
  sigaddset(&action.sa_mask, signal);
  if (sigaction(signal, &action, &old) < 0) return SIG_ERR;
  return old.sa_handler;
}

static int change(int how, int signal) {
  sigset_t set;
  sigemptyset(&set);
  return sigaddset(&set, signal) < 0 ? -1 : sigprocmask(how, &set, 0);
}

/* System V's: the mask and the action in one; what held it before is told as SIG_HOLD, which is 2. */
int sighold(int signal) { return change(SIG_BLOCK, signal); }
int sigrelse(int signal) { return change(SIG_UNBLOCK, signal); }

int sigignore(int signal) {
  struct sigaction action = {0};
  action.sa_handler = SIG_IGN;
  return sigaction(signal, &action, 0);
}

__sighandler_t sigset(int signal, __sighandler_t handler) {
  __sighandler_t hold = (__sighandler_t)2;
  struct sigaction action = {0}, old;
  sigset_t mask;
  action.sa_handler = handler;
  if (handler == SIG_ERR || bad(signal)) {
    errno = EINVAL;
    return SIG_ERR;
  }
  if (sigaction(signal, handler == hold ? 0 : &action, &old) < 0) return SIG_ERR;
  sigprocmask(SIG_BLOCK, 0, &mask);
  change(handler == hold ? SIG_BLOCK : SIG_UNBLOCK, signal);
  return sigismember(&mask, signal) ? hold : old.sa_handler;
}

int pthread_kill(pthread_t thread, int signal) {
  if (signal < 0 || signal > 64 || signal == 32 || signal == 33) return EINVAL;
  long tid = __syscall("thread_tid", thread);
  if (tid <= 0) return (int)-tid;
  return __error(__syscall("tgkill", __syscall("getpid"), tid, signal));
}
`
