#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAY(call) do { errno = 0; long r = (call); printf("%s = %ld%s%s\n", #call, r, errno ? " " : "", errno ? strerror(errno) : ""); } while (0)

static void list(const char *path) {
  DIR *d = opendir(path);
  struct dirent *e;
  int found = 0, dots = 0;
  while ((e = readdir(d))) {
    if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) dots++;
    else found++;
  }
  rewinddir(d);
  printf("%d entries, %d dots, again %d, fd %d\n", found, dots, readdir(d) != NULL, dirfd(d) >= 0);
  closedir(d);
}

int main(void) {
  struct stat s, t;
  umask(022);
  printf("%o\n", umask(022));
  SAY(mkdir("d", 0777));
  SAY(mkdir("d", 0777));
  int fd = open("d/f", O_RDWR | O_CREAT, 0666);
  SAY(write(fd, "hello, files", 12));
  SAY(pwrite(fd, "HE", 2, 0));
  char b[20] = "", c[8] = "";
  SAY(pread(fd, b, 5, 0));
  puts(b);
  fstat(fd, &s);
  printf("%o %ld %d %d\n", s.st_mode & 07777, (long)s.st_size, S_ISREG(s.st_mode), (int)s.st_nlink);
  SAY(link("d/f", "d/g"));
  SAY(symlink("f", "d/s"));
  stat("d/s", &s);
  lstat("d/s", &t);
  printf("%d %d %d\n", S_ISREG(s.st_mode), S_ISLNK(t.st_mode), (int)s.st_nlink);
  memset(b, 0, sizeof b);
  SAY(readlink("d/s", b, sizeof b));
  puts(b);
  list("d");
  SAY(opendir("nowhere") != NULL);
  SAY(chmod("d/f", 0400));
  SAY(fchmod(fd, 0640));
  stat("d/f", &s);
  printf("%o\n", s.st_mode & 07777);
  SAY(access("d/f", R_OK | W_OK));
  SAY(access("d/none", F_OK));
  SAY(faccessat(AT_FDCWD, "d/f", F_OK, 0));
  SAY(eaccess("d/f", R_OK));
  SAY(euidaccess("d/f", R_OK));
  SAY(rmdir("d"));
  SAY(unlink("d"));
  SAY(rename("d/g", "d/h"));
  SAY(renameat(AT_FDCWD, "d/h", AT_FDCWD, "d/i"));
  SAY(unlinkat(AT_FDCWD, "d/i", 0));
  SAY(unlink("d/s"));
  SAY(ftruncate(fd, 5));
  SAY(lseek(fd, 0, SEEK_END));
  SAY(truncate("d/f", 3));
  SAY(lseek(fd, 0, SEEK_END));
  SAY(posix_fallocate(fd, 0, 100));
  SAY(lseek(fd, 0, SEEK_END));
  SAY(posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
  SAY(fsync(fd));
  SAY(fdatasync(fd));
  sync();
  lseek(fd, 0, SEEK_SET);
  struct iovec out[2] = {{"gather", 6}, {"ed", 2}}, in[2] = {{b, 4}, {c, 4}};
  SAY(writev(fd, out, 2));
  lseek(fd, 0, SEEK_SET);
  SAY(readv(fd, in, 2));
  printf("%.4s %.4s\n", b, c);
  SAY(flock(fd, LOCK_EX));
  int other = open("d/f", O_RDWR);
  SAY(flock(other, LOCK_EX | LOCK_NB));
  SAY(flock(fd, LOCK_UN));
  lseek(fd, 0, SEEK_SET);
  SAY(lockf(fd, F_LOCK, 10));
  SAY(lockf(fd, F_TEST, 10));
  fflush(stdout);
  if (fork() == 0) {
    int mine = open("d/f", O_RDWR);
    struct flock k = {F_WRLCK, SEEK_SET, 0, 0, 0};
    SAY(lockf(mine, F_TLOCK, 5));
    SAY(fcntl(mine, F_GETLK, &k));
    printf("%d %d\n", k.l_type == F_WRLCK, k.l_pid == getppid());
    exit(0);
  }
  wait(NULL);
  SAY(lockf(fd, F_ULOCK, 10));
  close(other);
  close(fd);
  SAY(openat(AT_FDCWD, "d/f", O_WRONLY | O_TRUNC) > 2);
  SAY(creat("d/n", 0600) > 2);
  SAY(mknod("d/p", S_IFIFO | 0600, 0));
  stat("d/p", &s);
  printf("%d\n", S_ISFIFO(s.st_mode));
  SAY(chown("d/n", getuid(), getgid()));
  SAY(fchown(3, -1, -1));
  char where[500], again[500];
  getcwd(where, sizeof where);
  SAY(chdir("d"));
  getcwd(again, sizeof again);
  printf("%s\n", again + strlen(where));
  char *name = get_current_dir_name(), *real = realpath("../d/./p", NULL);
  printf("%d %s\n", !strcmp(name, again), real + strlen(where));
  SAY(realpath("../q", NULL) != NULL);
  free(name);
  free(real);
  SAY(chdir("nowhere"));
  unlink("p");
  unlink("n");
  unlink("f");
  chdir("..");
  SAY(rmdir("d"));
  SAY(pathconf("/", _PC_NAME_MAX));
  SAY(fpathconf(1, _PC_PIPE_BUF));
  SAY(isatty(1));
  SAY(ttyname(1) != NULL);
  int ends[2], waiting;
  pipe(ends);
  write(ends[1], "12345", 5);
  SAY(ioctl(ends[0], FIONREAD, &waiting));
  printf("%d\n", waiting);
  char path[] = "mine-XXXXXX", dir[] = "dir-XXXXXX", suffixed[] = "a-XXXXXX.txt", over[] = "o-XXXXXX", bad[] = "bad";
  fd = mkstemp(path);
  SAY(fd > 2 && strcmp(path, "mine-XXXXXX"));
  SAY(mkstemps(suffixed, 4) > 2 && !strcmp(suffixed + 8, ".txt"));
  SAY(mkostemp(over, O_CLOEXEC) > 2);
  SAY(mkdtemp(dir) == dir);
  SAY(mkstemp(bad));
  SAY(rmdir(dir) + unlink(path) + unlink(suffixed) + unlink(over));
  char made[] = "m-XXXXXX";
  SAY(mktemp(made) == made && strlen(made) == 8);
  return 0;
}
