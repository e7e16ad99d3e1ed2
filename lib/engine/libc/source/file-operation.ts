/** Wrappers of system calls on files, descriptors and paths. */

export const FILE_OPERATION = `#include <internal/libc.h>
#include <unistd.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/ioctl.h>
#include <sys/file.h>

ssize_t pread(int fd, void *p, size_t n, off_t at) { return __result(__syscall("pread", fd, p, n, at)); }
ssize_t pwrite(int fd, const void *p, size_t n, off_t at) { return __result(__syscall("pwrite", fd, p, n, at)); }

int dup3(int fd, int wanted, int flags) {
  if (fd == wanted || flags & ~O_CLOEXEC) return __result(-EINVAL);
  long r = __syscall("dup2", fd, wanted);
  if (r >= 0 && flags & O_CLOEXEC) __syscall("fcntl", wanted, F_SETFD, FD_CLOEXEC);
  return __result(r);
}

/* Directories other than the working one cannot be opened for this. */
int openat(int directory, const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  long mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  if (directory != AT_FDCWD && path[0] != '/') return __result(-ENOTDIR);
  return __result(__syscall("open", path, flags, mode));
}

int fcntl(int fd, int command, ...) {
  va_list list;
  va_start(list, command);
  return __result(__syscall("fcntl", fd, command, va_arg(list, long)));
}

int ioctl(int fd, unsigned long request, ...) {
  va_list list;
  va_start(list, request);
  return __result(__syscall("ioctl", fd, request, va_arg(list, long)));
}

int lockf(int fd, int command, off_t length) {
  struct flock lock = {command == F_ULOCK ? F_UNLCK : F_WRLCK, SEEK_CUR, 0, length, 0};
  if (command == F_TEST) {
    if (__result(__syscall("fcntl", fd, F_GETLK, &lock)) < 0) return -1;
    return lock.l_type == F_UNLCK || lock.l_pid == __syscall("getpid") ? 0 : __result(-EACCES);
  }
  if (command < 0 || command > F_TEST) return __result(-EINVAL);
  return __result(__syscall("fcntl", fd, command == F_LOCK ? F_SETLKW : F_SETLK, &lock));
}

int flock(int fd, int operation) { return __result(__syscall("flock", fd, operation)); }
int access(const char *path, int mode) { return __result(__syscall("access", path, mode)); }
int eaccess(const char *path, int mode) { return __result(__syscall("access", path, mode)); }
int euidaccess(const char *path, int mode) { return __result(__syscall("access", path, mode)); }
int unlink(const char *path) { return __result(__syscall("unlink", path)); }
int rmdir(const char *path) { return __result(__syscall("rmdir", path)); }
int link(const char *from, const char *to) { return __result(__syscall("link", from, to)); }
int symlink(const char *target, const char *path) { return __result(__syscall("symlink", target, path)); }
ssize_t readlink(const char *path, char *p, size_t n) { return __result(__syscall("readlink", path, p, n)); }
int truncate(const char *path, off_t n) { return __result(__syscall("truncate", path, n)); }
int ftruncate(int fd, off_t n) { return __result(__syscall("ftruncate", fd, n)); }
int fsync(int fd) { return __result(__syscall("fsync", fd)); }
int fdatasync(int fd) { return __result(__syscall("fsync", fd)); }
void sync(void) {}
int chdir(const char *path) { return __result(__syscall("chdir", path)); }
int mkdir(const char *path, mode_t mode) { return __result(__syscall("mkdir", path, mode)); }
int mkfifo(const char *path, mode_t mode) { return __result(__syscall("mkfifo", path, mode)); }
int chmod(const char *path, mode_t mode) { return __result(__syscall("chmod", path, mode)); }
mode_t umask(mode_t mask) { return __syscall("umask", mask); }
int stat(const char *path, struct stat *p) { return __result(__syscall("stat", path, p)); }
int fstat(int fd, struct stat *p) { return __result(__syscall("fstat", fd, p)); }
int lstat(const char *path, struct stat *p) { return __result(__syscall("lstat", path, p)); }

int mknod(const char *path, mode_t mode, dev_t device) {
  if ((mode & S_IFMT) == S_IFIFO) return __result(__syscall("mkfifo", path, mode & 07777));
  if ((mode & S_IFMT) != S_IFREG && mode & S_IFMT) return __result(-EPERM);
  long fd = __syscall("open", path, O_WRONLY | O_CREAT | O_EXCL, mode & 07777);
  if (fd >= 0) __syscall("close", fd);
  return fd < 0 ? __result(fd) : 0;
}

char *ttyname(int fd) {
  static char name[] = "/dev/tty";
  return isatty(fd) ? name : 0;
}

int unlinkat(int directory, const char *path, int flags) {
  if (directory != AT_FDCWD && path[0] != '/') return __result(-ENOTDIR);
  return __result(flags & AT_REMOVEDIR ? __syscall("rmdir", path) : __syscall("unlink", path));
}

int faccessat(int directory, const char *path, int mode, int flags) {
  if (directory != AT_FDCWD && path[0] != '/') return __result(-ENOTDIR);
  return __result(__syscall("access", path, mode));
}

/* The sum of the lengths, or -EINVAL where a length or the sum is no ssize_t: readv(2). */
static ssize_t total_of(const struct iovec *v, int count) {
  ssize_t total = 0;
  if (count < 0 || count > UIO_MAXIOV) return -EINVAL;
  for (int i = 0; i < count; i++) {
    ssize_t length = (ssize_t)v[i].iov_len;
    if (length < 0 || total > 0x7fffffffffffffff - length) return -EINVAL;
    total += length;
  }
  return total;
}

/* As Linux does it, in one call for the kernel: other writers cannot come between the parts. */
ssize_t writev(int fd, const struct iovec *v, int count) {
  ssize_t total = total_of(v, count), at = 0;
  if (total < 0) return __result(total);
  char *all = __builtin_alloca(total + 1);
  for (int i = 0; i < count; i++) {
    __intrinsic("memcpy", all + at, v[i].iov_base, v[i].iov_len);
    at += v[i].iov_len;
  }
  return __result(__syscall("write", fd, all, total));
}

ssize_t readv(int fd, const struct iovec *v, int count) {
  ssize_t total = total_of(v, count);
  if (total < 0) return __result(total);
  char *all = __builtin_alloca(total + 1);
  ssize_t got = __result(__syscall("read", fd, all, total));
  size_t left = got < 0 ? 0 : got;
  for (int i = 0; left > 0; i++) {
    size_t n = left < v[i].iov_len ? left : v[i].iov_len;
    __intrinsic("memcpy", v[i].iov_base, all, n);
    all += n;
    left -= n;
  }
  return got;
}
`
