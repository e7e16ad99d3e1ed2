/** Thin wrappers of system calls: files, processes, identity. */

export const UNISTD = `#include <internal/libc.h>
#include <unistd.h>
#include <fcntl.h>
#include <stdarg.h>
ssize_t read(int fd, void *p, size_t n) { return __result(__syscall("read", fd, p, n)); }
ssize_t write(int fd, const void *p, size_t n) { return __result(__syscall("write", fd, p, n)); }
int close(int fd) { return __result(__syscall("close", fd)); }
off_t lseek(int fd, off_t at, int whence) { return __result(__syscall("lseek", fd, at, whence)); }
int pipe(int ends[2]) { return __result(__syscall("pipe2", ends, 0)); }
int pipe2(int ends[2], int flags) { return __result(__syscall("pipe2", ends, flags)); }
int dup(int fd) { return __result(__syscall("dup", fd)); }
int dup2(int fd, int wanted) { return __result(__syscall("dup2", fd, wanted)); }

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  long mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  return __result(__syscall("open", path, flags, mode));
}

int creat(const char *path, mode_t mode) {
  return __result(__syscall("open", path, O_WRONLY | O_CREAT | O_TRUNC, mode));
}

int isatty(int fd) {
  long r = __syscall("isatty", fd);
  if (r == 1) return 1;
  errno = r < 0 ? (int)-r : ENOTTY;
  return 0;
}
`

export const PROCESS = `#include <internal/libc.h>
#include <unistd.h>
#include <sys/wait.h>
#include <sched.h>
struct atfork { void (*prepare)(void), (*parent)(void), (*child)(void); struct atfork *next; };
struct atfork *__atforks;

static void runPrepare(struct atfork *a) {
  for (; a; a = a->next) if (a->prepare) a->prepare();
}

/* Oldest first. */
static void runAfter(struct atfork *a, int child) {
  if (!a) return;
  runAfter(a->next, child);
  void (*handler)(void) = child ? a->child : a->parent;
  if (handler) handler();
}

/* In the child: no other thread is left, so nobody holds what they held. */
static void afterFork(void) {
  __threads = 1;
  __growing = 0;
  if (__fork_hook) __fork_hook();
}

pid_t fork(void) {
  struct atfork *list = __atforks;
  runPrepare(list);
  long r = __syscall("fork");
  if (r == 0) afterFork();
  runAfter(list, r == 0);
  return __result(r);
}

pid_t _Fork(void) {
  long r = __syscall("fork");
  if (r == 0) afterFork();
  return __result(r);
}

pid_t getpid(void) { return __syscall("getpid"); }
pid_t getppid(void) { return __syscall("getppid"); }
pid_t gettid(void) { return __syscall("gettid"); }
pid_t getpgrp(void) { return __syscall("getpgid", 0); }
uid_t getuid(void) { return __syscall("getuid"); }
uid_t geteuid(void) { return __syscall("getuid"); }
gid_t getgid(void) { return __syscall("getuid"); }
gid_t getegid(void) { return __syscall("getuid"); }
pid_t wait(int *status) { return __result(__syscall("wait4", -1, status, 0, 0)); }
pid_t waitpid(pid_t pid, int *status, int options) { return __result(__syscall("wait4", pid, status, options, 0)); }
`

export const MEMORY = `#include <internal/libc.h>
#include <unistd.h>
#include <sys/mman.h>
void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset) { return (void *)__result(__syscall("mmap", at, n, protection, flags, fd, offset)); }
int munmap(void *at, size_t n) { return __result(__syscall("munmap", at, n)); }
int mprotect(void *at, size_t n, int protection) { return __result(__syscall("mprotect", at, n, protection)); }

int msync(void *at, size_t n, int flags) {
  int both = MS_SYNC | MS_ASYNC;
  if ((flags & both) == both || flags & ~(both | MS_INVALIDATE) || (unsigned long)at % 4096) return __result(-EINVAL);
  return __result(__syscall("msync", at, n, flags));
}

int madvise(void *at, size_t n, int advice) { return __result(__syscall("madvise", at, n, advice)); }
int posix_madvise(void *at, size_t n, int advice) { return advice == MADV_DONTNEED ? 0 : -(int)__syscall("madvise", at, n, advice); }
int mlock(const void *at, size_t n) { return __result(__syscall("mlock", at, n)); }
int munlock(const void *at, size_t n) { return __result(__syscall("mlock", at, n)); }
int mlockall(int flags) { return flags < 1 || flags > 7 ? (int)__result(-EINVAL) : 0; }
int munlockall(void) { return 0; }
int shm_open(const char *name, int flags, mode_t mode) { return __result(__syscall("shm_open", name, flags, mode)); }
int shm_unlink(const char *name) { return __result(__syscall("shm_unlink", name)); }

int brk(void *end) {
  return __syscall("brk", end) == (long)end ? 0 : __result(-ENOMEM);
}

void *sbrk(intptr_t more) {
  long end = __syscall("brk", 0);
  if (more && __syscall("brk", end + more) != end + more) return (void *)__result(-ENOMEM);
  return (void *)end;
}
`
