#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <dirent.h>
#define T(e) do { errno = 0; long r = (long)(e); printf("%-50.50s %ld %d\n", #e, r, r < 0 ? errno : 0); } while (0)
int main(void) {
  int f = open("sf", O_RDWR | O_CREAT | O_TRUNC, 0644);
  write(f, "0123456789", 10);
  T(lseek(f, -1, SEEK_SET)); T(lseek(f, -11, SEEK_END)); T(lseek(f, -11, SEEK_CUR));
  T(lseek(f, LONG_MAX, SEEK_CUR)); T(lseek(f, LONG_MAX, SEEK_END)); T(lseek(f, LONG_MIN, SEEK_CUR)); T(lseek(f, 0, 9)); T(lseek(f, 0, -1));
  T(lseek(f, LONG_MAX, SEEK_SET)); T(lseek(f, 0, SEEK_CUR)); T(lseek(f, 1L << 50, SEEK_SET));
  T(lseek(f, 0, SEEK_SET)); T(lseek(f, 4, SEEK_DATA)); T(lseek(f, 4, SEEK_HOLE)); T(lseek(f, 10, SEEK_DATA)); T(lseek(f, 11, SEEK_HOLE));
  T(lseek(f, 1L << 40, SEEK_SET)); char ch; T(read(f, &ch, 1)); T(write(f, "", 0));
  T(ftruncate(f, -1)); T(truncate("sf", -1)); T(truncate("nope", 4)); T(truncate(".", 4));
  T(pread(f, &ch, 1, -1)); T(pwrite(f, &ch, 1, -5));
  T(pread(0x7fffffff, &ch, 1, 0));
  int o = open("sf", O_RDONLY); T(ftruncate(o, 3)); T(write(o, "a", 1));
  int p[2]; pipe(p); T(lseek(p[0], 0, SEEK_CUR)); T(ftruncate(p[1], 0)); T(pread(p[0], &ch, 1, 0));
  char *big = malloc(6000); memset(big, 'a', 5999); big[5999] = 0;
  T(open(big, 0)); big[4096] = 0; T(open(big, 0)); big[4095] = 0; T(open(big, 0)); big[256] = 0; T(open(big, O_CREAT, 0600)); T(mkdir(big, 0700)); T(unlink(big)); T(rename("sf", big)); T(chdir(big)); T(stat(big, &(struct stat){0})); T(symlink("x", big)); T(link("sf", big)); T(access(big, 0));
  big[255] = 0; int q = -1; T(q = open(big, O_CREAT | O_RDWR, 0600)); T(unlink(big));
  memset(big, '/', 5000); big[4096]=0; T(open(big, 0)); big[4095] = 0; T(open(big, 0) > 0);
  memset(big, 'b', 5000); big[4999] = 0; T(symlink(big, "lnk")); big[4095] = 0; T(symlink(big, "lnk")); T(open("lnk", 0)); T(unlink("lnk"));
  T(open("", 0)); T(open("sf/", 0)); T(open("sf/x", 0)); T(open("sf", O_DIRECTORY)); T(open(".", O_RDWR)); T(open(".", O_CREAT, 0600)); T(open("sf", O_CREAT | O_EXCL, 0600));
  int d = open(".", O_RDONLY); T(flock(d, LOCK_EX)); int d2 = open(".", O_RDONLY); T(flock(d2, LOCK_EX | LOCK_NB)); T(flock(d2, LOCK_SH | LOCK_NB)); T(flock(d, LOCK_SH)); T(flock(d2, LOCK_SH | LOCK_NB)); T(flock(d, LOCK_UN)); T(flock(p[0], LOCK_EX)); T(flock(d, 0)); T(flock(d, 77)); T(flock(99, LOCK_EX));
  T(read(d, &ch, 1)); T(lseek(d, 0, SEEK_SET)); T(ftruncate(d, 0));
  T(rmdir(".")); T(rmdir("sf")); T(unlink(".")); T(mkdir("sf", 0700)); T(mkdir("a/b", 0700)); T(rename("nope", "x")); T(rename("sf", "sf")); T(link("sf", "sf")); T(readlink("sf", big, 10)); T(fchmod(99, 0)); T(dup(-1)); T(dup2(f, -1)); T(dup2(f, 100000)); T(dup2(99, 99)); T(close(-1)); T(close(99)); T(dup3(f, f, 0));
  T(fcntl(f, 9999)); T(fcntl(f, F_DUPFD, -1)); T(fcntl(f, F_DUPFD, 1 << 30));
  unlink("sf");
  return 0;
}
