/** Scheduling, limits, the machine; starting other programs; the rest of the system's small things. */

export const SCHEDULING = `#include <internal/libc.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/syscall.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#define SYS(...) __result(__syscall(__VA_ARGS__))
int sched_yield(void) { return SYS("sched_yield"); }
int sched_getcpu(void) { return SYS("sched_getcpu"); }
int sched_setscheduler(pid_t pid, int policy, const struct sched_param *p) { return SYS("sched_setscheduler", pid, policy, p); }
int sched_getscheduler(pid_t pid) { return SYS("sched_getscheduler", pid, 0); }
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set) { return SYS("sched_setaffinity", pid, size, set); }

int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set) {
  long r = SYS("sched_getaffinity", pid, size, set);
  if (r < 0) return -1;
  if (r > 0 && (size_t)r < size) memset((char *)set + r, 0, size - r);
  return 0;
}

int sched_getparam(pid_t pid, struct sched_param *p) {
  return SYS("sched_getscheduler", pid, p) < 0 ? -1 : 0;
}

int sched_setparam(pid_t pid, const struct sched_param *p) {
  long policy = SYS("sched_getscheduler", pid, 0);
  return policy < 0 ? -1 : SYS("sched_setscheduler", pid, policy, p);
}

int sched_get_priority_max(int policy) { return policy == SCHED_FIFO || policy == SCHED_RR ? 99 : policy < 0 || policy > 6 || policy == 4 ? (int)__result(-EINVAL) : 0; }
int sched_get_priority_min(int policy) { return policy == SCHED_FIFO || policy == SCHED_RR ? 1 : policy < 0 || policy > 6 || policy == 4 ? (int)__result(-EINVAL) : 0; }

int sched_rr_get_interval(pid_t pid, struct timespec *interval) {
  if (SYS("sched_getscheduler", pid, 0) < 0) return -1;
  *interval = (struct timespec){0, 100000000};
  return 0;
}

int __sched_cpucount(size_t size, const cpu_set_t *set) {
  int n = 0;
  for (size_t i = 0; i < 8 * size; i++) n += set->__bits[i / 64] >> i % 64 & 1;
  return n;
}

int clone(int (*function)(void *), void *stack, int flags, void *argument, ...) {
  if (!function || !stack) return __result(-EINVAL);
  if (flags & CLONE_THREAD) __threads++;
  long r = __syscall("clone", (long)flags, stack, function, argument);
  if (r < 0 && flags & CLONE_THREAD) __threads--;
  return __result(r);
}

int unshare(int flags) { return flags & ~(CLONE_FILES | CLONE_FS | CLONE_SYSVSEM) ? __result(-EPERM) : 0; }

/* The calls give 20 minus the priority, so that no result looks like an error. */
static int priority(long r) { return r < 0 ? -1 : 20 - (int)r; }

int nice(int increment) { return priority(SYS("nice", increment)); }
int setpriority(int which, id_t who, int priority) { return SYS("setpriority", which, who, priority); }

int getpriority(int which, id_t who) { return priority(SYS("getpriority", which, who)); }
int getrlimit(int resource, struct rlimit *p) { return SYS("getrlimit", resource, p); }
int setrlimit(int resource, const struct rlimit *p) { return SYS("setrlimit", resource, p); }
int getrusage(int who, struct rusage *p) { return SYS("getrusage", who, p); }
int uname(struct utsname *p) { return SYS("uname", p); }

/* What the machine decides is asked of it; the rest is glibc's: the year of POSIX for what there is, -1 for what has no
   limit or is not there. */
long sysconf(int name) {
  static const short versions[][2] = {{9, 22}, {29, 29}, {46, 48}, {51, 52}, {67, 68}, {77, 82}, {95, 96}, {132, 133}, {137, 139}, {149, 149}, {153, 154}, {159, 159}, {164, 164}, {235, 236}};
  static const short ones[][2] = {{7, 8}, {91, 91}, {93, 94}, {98, 100}, {127, 127}, {129, 131}, {155, 155}, {157, 157}, {178, 178}, {239, 239}};
  static const int limits[][2] = {{3, 65536}, {5, 16}, {25, 20}, {28, 32768}, {31, 32}, {36, 99}, {37, 2048}, {38, 99}, {39, 1000}, {40, 255}, {42, 32}, {43, 2048}, {44, 32767}, {45, 2048}, {60, 1024}, {69, 1024}, {70, 1024}, {71, 256}, {72, 32}, {73, 4}, {74, 1024}, {75, 16384}, {88, 8192}, {89, 700}, {90, 4}, {101, 8}, {102, 127}, {103, -128}, {105, -2147483648}, {106, 64}, {107, 32}, {109, 20}, {180, 64}, {190, 64}};
  if (name == 0 || name == 1 || name == 2 || name == 4 || name == 30 || name >= 83 && name <= 85) return SYS("sysconf", name);
  if (name == 86) return SYS("sysconf", 85);
  if (name == 26 || name == 33 || name == 87 || name == 104) return 2147483647;
  if (name < 0 || name > 250) return __result(-EINVAL);
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) if (limits[i][0] == name) return limits[i][1];
  for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) if (name >= versions[i][0] && name <= versions[i][1]) return 200809;
  for (size_t i = 0; i < sizeof ones / sizeof *ones; i++) if (name >= ones[i][0] && name <= ones[i][1]) return 1;
  return -1;
}

int getpagesize(void) { return 4096; }
int getdtablesize(void) { return sysconf(_SC_OPEN_MAX); }

long pathconf(const char *path, int name) {
  return name == _PC_PIPE_BUF || name == _PC_PATH_MAX ? 4096 : name == _PC_NAME_MAX ? 255 : name == _PC_LINK_MAX ? 127 : __result(-EINVAL);
}

long fpathconf(int fd, int name) { return pathconf("", name); }

char *getcwd(char *to, size_t size) {
  char whole[4096];
  if (to && !size) return (char *)(__result(-EINVAL) + 1);
  if (__result(__syscall("getcwd", to ? to : whole, to ? size : sizeof whole)) < 0) return 0;
  return to ? to : strdup(whole);
}

char *get_current_dir_name(void) { return getcwd(0, 0); }
int fchmod(int fd, mode_t mode) { return SYS("fchmod", fd, mode); }
int chown(const char *path, uid_t owner, gid_t group) { return SYS("access", path, F_OK); }
int fchown(int fd, uid_t owner, gid_t group) { return SYS("fcntl", fd, F_GETFD, 0) < 0 ? -1 : 0; }
int setuid(uid_t uid) { return uid == getuid() ? 0 : __result(-EPERM); }
int setgid(gid_t gid) { return gid == getgid() ? 0 : __result(-EPERM); }
int seteuid(uid_t uid) { return setuid(uid); }
int setegid(gid_t gid) { return setgid(gid); }

int getgroups(int size, gid_t groups[]) {
  if (size > 0) groups[0] = getgid();
  return 1;
}

pid_t tcgetpgrp(int fd) {
  int group = 0;
  return SYS("ioctl", fd, 0x540F, &group) < 0 ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group) { return SYS("ioctl", fd, 0x5410, &group); }
char *getlogin(void) { return "user"; }

int gethostname(char *to, size_t size) {
  struct utsname name;
  if (uname(&name) < 0) return -1;
  size_t n = strlen(name.nodename) + 1;
  memcpy(to, name.nodename, n < size ? n : size);
  return n > size ? __result(-ENAMETOOLONG) : 0;
}

void swab(const void *from, void *to, ssize_t n) {
  const char *a = from;
  char *b = to;
  for (ssize_t i = 0; i + 1 < n; i += 2) {
    char c = a[i];
    b[i] = a[i + 1];
    b[i + 1] = c;
  }
}

/* The noise of a machine without chance comes from its seed. */
ssize_t getrandom(void *to, size_t n, unsigned flags) {
  if (flags & ~7U) return __result(-EINVAL);
  long fd = SYS("open", "/dev/urandom", O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) return -1;
  long r = SYS("read", fd, to, n);
  __syscall("close", fd);
  return r;
}

int getentropy(void *to, size_t n) {
  if (n > 256) return __result(-EIO);
  return getrandom(to, n, 0) < 0 ? -1 : 0;
}

void closefrom(int from) {
  for (int fd = from; fd < 1024; fd++) __syscall("close", fd);
}

int close_range(unsigned from, unsigned to, int flags) {
  if (from > to || flags) return __result(-EINVAL);
  for (unsigned fd = from; fd <= to && fd < 1024; fd++) __syscall("close", (long)fd);
  return 0;
}

int posix_fallocate(int fd, off_t offset, off_t length) {
  struct stat information;
  long r = __syscall("fstat", fd, &information);
  if (r == 0 && information.st_size < offset + length) r = __syscall("ftruncate", fd, offset + length);
  return -r;
}

int posix_fadvise(int fd, off_t offset, off_t length, int advice) { return 0; }
`

export const SYSCALL = `#include <internal/libc.h>
#include <sys/syscall.h>
#include <stdarg.h>
#include <fcntl.h>
/* Linux's numbers on x86-64, for those that have the same arguments here. */
#define PASS(number, name) case SYS_##number: r = __syscall(name, a, b, c, d, e, f); break;
long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long), d = va_arg(list, long);
  long e = va_arg(list, long), f = va_arg(list, long), r = -ENOSYS;
  switch (number) {
    PASS(read, "read") PASS(write, "write") PASS(open, "open") PASS(close, "close") PASS(stat, "stat")
    PASS(fstat, "fstat") PASS(lstat, "lstat") PASS(poll, "poll") PASS(lseek, "lseek") PASS(mmap, "mmap")
    PASS(mprotect, "mprotect") PASS(munmap, "munmap") PASS(brk, "brk") PASS(ioctl, "ioctl") PASS(pread64, "pread")
    PASS(pwrite64, "pwrite") PASS(access, "access") PASS(select, "select") PASS(sched_yield, "sched_yield")
    PASS(msync, "msync") PASS(madvise, "madvise") PASS(dup, "dup") PASS(dup2, "dup2") PASS(pause, "pause")
    PASS(nanosleep, "nanosleep") PASS(alarm, "alarm") PASS(getpid, "getpid") PASS(socket, "socket")
    PASS(connect, "connect") PASS(sendto, "sendto") PASS(recvfrom, "recvfrom") PASS(shutdown, "shutdown")
    PASS(bind, "bind") PASS(listen, "listen") PASS(socketpair, "socketpair") PASS(execve, "execve")
    PASS(exit, "exit") PASS(wait4, "wait4") PASS(kill, "kill") PASS(uname, "uname") PASS(fcntl, "fcntl")
    PASS(flock, "flock") PASS(fsync, "fsync") PASS(truncate, "truncate") PASS(ftruncate, "ftruncate")
    PASS(getcwd, "getcwd") PASS(chdir, "chdir") PASS(rename, "rename") PASS(mkdir, "mkdir") PASS(rmdir, "rmdir")
    PASS(link, "link") PASS(unlink, "unlink") PASS(symlink, "symlink") PASS(readlink, "readlink") PASS(chmod, "chmod")
    PASS(umask, "umask") PASS(getrlimit, "getrlimit") PASS(getrusage, "getrusage") PASS(times, "times")
    PASS(getuid, "getuid") PASS(getgid, "getuid") PASS(geteuid, "getuid") PASS(getegid, "getuid")
    PASS(setpgid, "setpgid") PASS(getppid, "getppid") PASS(setsid, "setsid") PASS(getpgid, "getpgid")
    PASS(getsid, "getsid") PASS(getpriority, "getpriority") PASS(setpriority, "setpriority") PASS(gettid, "gettid")
    PASS(futex, "futex") PASS(clock_gettime, "clock_gettime") PASS(clock_nanosleep, "clock_nanosleep")
    PASS(exit_group, "exit_group") PASS(tgkill, "tgkill") PASS(pipe2, "pipe2") PASS(eventfd2, "eventfd")
    PASS(pidfd_open, "pidfd_open") PASS(pidfd_send_signal, "pidfd_send_signal")
    PASS(shmget, "shmget") PASS(shmat, "shmat") PASS(shmctl, "shmctl") PASS(shmdt, "shmdt") PASS(semget, "semget")
    PASS(semop, "semop") PASS(semctl, "semctl") PASS(msgget, "msgget") PASS(msgsnd, "msgsnd") PASS(msgrcv, "msgrcv")
    PASS(msgctl, "msgctl") PASS(rt_sigaction, "sigaction") PASS(rt_sigprocmask, "sigprocmask")
    PASS(rt_sigpending, "sigpending") PASS(vfork, "fork") PASS(fork, "fork")
    PASS(sched_setaffinity, "sched_setaffinity") PASS(sched_getaffinity, "sched_getaffinity")
  case SYS_pipe: r = __syscall("pipe2", a, 0); break;
  case SYS_getpgrp: r = __syscall("getpgid", 0); break;
  case SYS_tkill: r = __syscall("tgkill", -1, a, b); break;
  case SYS_openat: r = a == AT_FDCWD ? __syscall("open", b, c, d) : -ENOSYS; break;
  case SYS_clone: r = __syscall("clone", a, b, 0, 0); break;
  case SYS_getcpu:
    if (a) *(int *)a = __syscall("sched_getcpu");
    if (b) *(int *)b = 0;
    r = 0;
  }
  return __result(r);
}
`

export const EXECUTE = `#include <internal/libc.h>
#include <unistd.h>
#include <stdarg.h>
#include <string.h>
#include <stdlib.h>

pid_t vfork(void) { return __result(__syscall("vfork")); }
int execve(const char *path, char *const argv[], char *const envp[]) { return __result(__syscall("execve", path, argv, envp)); }
int execv(const char *path, char *const argv[]) { return __result(__syscall("execve", path, argv, environ)); }

/* Tries the directories of PATH in turn, as the shell would. */
int execvpe(const char *file, char *const argv[], char *const envp[]) {
  if (!*file) return __result(-ENOENT);
  if (strchr(file, '/')) return __result(__syscall("execve", file, argv, envp));
  const char *path = getenv("PATH");
  long r, failure = -ENOENT;
  char whole[4096];
  for (path = path ? path : "/bin:/usr/bin"; ; path++) {
    size_t n = strcspn(path, ":");
    if (n + strlen(file) + 2 < sizeof whole) {
      memcpy(whole, path, n);
      if (n) whole[n++] = '/';
      strcpy(whole + n, file);
      r = __syscall("execve", whole, argv, envp);
      if (r == -EACCES) failure = r;
      else if (r != -ENOENT && r != -ENOTDIR) return __result(r);
    }
    path += strcspn(path, ":");
    if (!*path) break;
  }
  return __result(failure);
}

int execvp(const char *file, char *const argv[]) { return execvpe(file, argv, environ); }

/* The arguments lie one behind the other, as in an array, but for the first. */
static int count(va_list list) {
  int n = 1;
  while (va_arg(list, char *)) n++;
  return n;
}

#define COLLECT(first) \\
  va_list list, copy; \\
  va_start(list, first); \\
  va_copy(copy, list); \\
  char **argv = __builtin_alloca((count(copy) + 1) * sizeof *argv); \\
  int n = 0; \\
  argv[0] = (char *)first; \\
  while (argv[n]) argv[++n] = va_arg(list, char *);

int execl(const char *path, const char *first, ...) {
  COLLECT(first)
  return __result(__syscall("execve", path, argv, environ));
}

int execle(const char *path, const char *first, ...) {
  COLLECT(first)
  return __result(__syscall("execve", path, argv, va_arg(list, char **)));
}

int execlp(const char *file, const char *first, ...) {
  COLLECT(first)
  return execvpe(file, argv, environ);
}
`

/** There is no shell here: a command is words, and `exit`, `true`, `:` are known. */
export const COMMAND = `#include <internal/stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <unistd.h>

static void __attribute__((noreturn)) runCommand(const char *command) {
  char *const words[] = {"sh", "-c", (char *)command, 0};
  __syscall("execve", "/bin/sh", words, environ);
  for (;;) __syscall("exit_group", 127L);
}

int system(const char *command) {
  if (!command) return 1;
  struct sigaction ignore = {0}, interrupt, quit;
  unsigned long block = 1UL << (SIGCHLD - 1), saved;
  int status = -1;
  ignore.sa_handler = SIG_IGN;
  __syscall("sigaction", SIGINT, &ignore, &interrupt);
  __syscall("sigaction", SIGQUIT, &ignore, &quit);
  __syscall("sigprocmask", SIG_BLOCK, &block, &saved);
  long pid = __syscall("fork");
  if (pid == 0) {
    __syscall("sigaction", SIGINT, &interrupt, 0);
    __syscall("sigaction", SIGQUIT, &quit, 0);
    __syscall("sigprocmask", SIG_SETMASK, &saved, 0);
    runCommand(command);
  }
  if (pid > 0) while (__syscall("wait4", pid, &status, 0, 0) == -EINTR);
  else __result(pid);
  __syscall("sigaction", SIGINT, &interrupt, 0);
  __syscall("sigaction", SIGQUIT, &quit, 0);
  __syscall("sigprocmask", SIG_SETMASK, &saved, 0);
  return status;
}

FILE *popen(const char *command, const char *mode) {
  int ends[2], reads = *mode == 'r';
  if (*mode != 'r' && *mode != 'w') {
    errno = EINVAL;
    return 0;
  }
  if (__result(__syscall("pipe2", ends, 02000000)) < 0) return 0;
  long pid = __syscall("fork");
  if (pid == 0) {
    __syscall("dup2", ends[reads], reads ? 1 : 0);
    runCommand(command);
  }
  __syscall("close", ends[reads]);
  FILE *f = pid > 0 ? __open(ends[!reads], reads ? CAN_READ : CAN_WRITE) : 0;
  if (f) f->process = pid;
  else {
    __syscall("close", ends[!reads]);
    __result(pid);
  }
  return f;
}

int pclose(FILE *f) {
  int pid = f->process, status = -1;
  fclose(f);
  long r;
  do r = __syscall("wait4", pid, &status, 0, 0);
  while (r == -EINTR);
  return __result(r) < 0 ? -1 : status;
}
`
