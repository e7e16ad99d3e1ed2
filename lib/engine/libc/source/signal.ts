/** Signals and jumps. */

export const SIGNAL = `#include <internal/libc.h>
#include <signal.h>
#include <unistd.h>
int __libc_current_sigrtmin(void) { return 34; }
int __libc_current_sigrtmax(void) { return 64; }
int kill(pid_t pid, int signal) { return __result(__syscall("kill", pid, signal)); }
int tgkill(pid_t pid, pid_t tid, int signal) { return __result(__syscall("tgkill", pid, tid, signal)); }
int killpg(pid_t group, int signal) { return group < 0 ? __result(-EINVAL) : __result(__syscall("kill", -group, signal)); }
int raise(int signal) { return __result(__syscall("tgkill", __syscall("getpid"), __syscall("gettid"), signal)); }
int pause(void) { return __result(__syscall("pause")); }
int sigprocmask(int how, const sigset_t *set, sigset_t *old) { return __result(__syscall("sigprocmask", how, set, old)); }
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old) { return __error(__syscall("sigprocmask", how, set, old)); }
int sigpending(sigset_t *set) { return __result(__syscall("sigpending", set)); }
int sigsuspend(const sigset_t *set) { return __result(__syscall("sigsuspend", set)); }
int sigaltstack(const stack_t *stack, stack_t *old) { return __result(__syscall("sigaltstack", stack, old)); }

/* glibc calls what raise sent SI_USER here. */
int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout) {
  int r = __result(__syscall("sigtimedwait", set, info, timeout));
  if (r > 0 && info && info->si_code == SI_TKILL) info->si_code = SI_USER;
  return r;
}

int sigwaitinfo(const sigset_t *set, siginfo_t *info) { return sigtimedwait(set, info, 0); }

int sigwait(const sigset_t *set, int *signal) {
  long r;
  do r = __syscall("sigtimedwait", set, 0, 0);
  while (r == -EINTR);
  if (r < 0) return __error(r);
  *signal = r;
  return 0;
}

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

int sigisemptyset(const sigset_t *set) { return set->__val[0] == 0; }

int sigorset(sigset_t *set, const sigset_t *a, const sigset_t *b) {
  for (int i = 0; i < 16; i++) set->__val[i] = a->__val[i] | b->__val[i];
  return 0;
}

int sigandset(sigset_t *set, const sigset_t *a, const sigset_t *b) {
  for (int i = 0; i < 16; i++) set->__val[i] = a->__val[i] & b->__val[i];
  return 0;
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

int siginterrupt(int signal, int interrupt) {
  struct sigaction action;
  if (sigaction(signal, 0, &action) < 0) return -1;
  action.sa_flags = interrupt ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  return sigaction(signal, &action, 0);
}

int sigpause(int signal) {
  sigset_t set;
  __syscall("sigprocmask", SIG_BLOCK, 0, &set);
  if (sigdelset(&set, signal) < 0) return -1;
  return sigsuspend(&set);
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

int sigqueue(pid_t pid, int signal, const union sigval value) {
  return __result(__syscall("sigqueue", pid, signal, value.sival_ptr));
}

int pthread_kill(pthread_t thread, int signal) {
  if (signal < 0 || signal > 64 || signal == 32 || signal == 33) return EINVAL;
  long tid = __syscall("thread_tid", thread);
  if (tid <= 0) return (int)-tid;
  return __error(__syscall("tgkill", __syscall("getpid"), tid, signal));
}
`

export const JUMP = `#include <internal/libc.h>
#include <setjmp.h>
#include <signal.h>
void __savemask(struct __jmp_buf_tag *where, int save) {
  where->__mask_was_saved = save != 0;
  if (save) __syscall("sigprocmask", 0, 0, &where->__saved_mask);
}

void siglongjmp(sigjmp_buf where, int value) {
  if (where->__mask_was_saved) __syscall("sigprocmask", 2, &where->__saved_mask, 0);
  __builtin_longjmp(where, value);
}

void longjmp(jmp_buf where, int value) { siglongjmp(where, value); }
void _longjmp(jmp_buf where, int value) { siglongjmp(where, value); }
`
