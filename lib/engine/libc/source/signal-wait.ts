/** Signals: waiting for them, sets, alternative stacks, groups. */

export const SIGNAL_WAIT = `#include <internal/libc.h>
#include <signal.h>

int killpg(pid_t group, int signal) { return group < 0 ? __result(-EINVAL) : __result(__syscall("kill", -group, signal)); }
int sigpending(sigset_t *set) { return __result(__syscall("sigpending", set)); }
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

int sigisemptyset(const sigset_t *set) { return set->__val[0] == 0; }

int sigorset(sigset_t *set, const sigset_t *a, const sigset_t *b) {
  for (int i = 0; i < 16; i++) set->__val[i] = a->__val[i] | b->__val[i];
  return 0;
}

int sigandset(sigset_t *set, const sigset_t *a, const sigset_t *b) {
  for (int i = 0; i < 16; i++) set->__val[i] = a->__val[i] & b->__val[i];
  return 0;
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

int sigqueue(pid_t pid, int signal, const union sigval value) {
  return __result(__syscall("sigqueue", pid, signal, value.sival_ptr));
}
`
