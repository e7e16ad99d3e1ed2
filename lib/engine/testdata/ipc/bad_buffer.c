#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/eventfd.h>
#include <unistd.h>
#define T(e) do { errno = 0; long r = (long)(e); printf("%-28s %ld %d\n", #e, r, r < 0 ? errno : 0); } while (0)
int main(void) {
  char *bad = (char *)8, buf[64] = {0};
  int p[2], s[2];
  pipe(p); socketpair(AF_UNIX, SOCK_STREAM, 0, s);
  fcntl(p[0], F_SETFL, O_NONBLOCK); fcntl(s[0], F_SETFL, O_NONBLOCK);
  write(p[1], "hello", 5); write(s[1], "hello", 5);
  T(read(p[0], bad, 5));
  T(read(p[0], buf, 64)); printf("[%s]\n", buf); memset(buf,0,64);
  T(read(s[0], bad, 5));
  T(read(s[0], buf, 64)); printf("[%s]\n", buf); memset(buf,0,64);
  int f = open("f", O_RDWR | O_CREAT | O_TRUNC, 0644);
  write(f, "0123456789", 10); lseek(f, 0, SEEK_SET);
  T(read(f, bad, 4)); T(lseek(f, 0, SEEK_CUR));
  T(read(f, buf, 4)); printf("[%s]\n", buf); memset(buf,0,64);
  T(read(f, bad, 0));
  T(lseek(f, 0, SEEK_END));
  T(read(f, bad, 4));
  T(write(f, bad, 4)); T(lseek(f, 0, SEEK_CUR));
  T(write(p[1], bad, 4)); T(read(p[0], buf, 64));
  T(write(s[1], bad, 4)); T(read(s[0], buf, 64));
  char *m = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(m + 4096, 4096);
  memset(m, 'x', 4096);
  T(write(f, m + 4090, 20)); T(lseek(f, 0, SEEK_CUR));
  lseek(f, 0, SEEK_SET);
  T(read(f, m + 4090, 20)); T(lseek(f, 0, SEEK_CUR)); printf("%.6s\n", m + 4090);
  T(write(p[1], m + 4090, 20)); T(read(p[0], buf, 64));
  write(p[1], "abcdefghijklmnop", 16);
  T(read(p[0], m + 4090, 16)); printf("%.6s\n", m + 4090);
  memset(buf,0,64); T(read(p[0], buf, 64)); printf("[%s]\n", buf); memset(buf,0,64);
  T(write(s[1], m + 4090, 20)); T(read(s[0], buf, 64));
  write(s[1], "abcdefghijklmnop", 16);
  T(read(s[0], m + 4090, 16)); 
  memset(buf,0,64); T(read(s[0], buf, 64)); printf("[%s]\n", buf); memset(buf,0,64);
  struct iovec v[3] = {{buf, 4}, {bad, 4}, {buf + 32, 4}};
  lseek(f, 0, SEEK_SET);
  write(p[1], "abcdefghijklmnop", 16);
  memset(buf,0,64); T(read(p[0], buf, 64)); printf("[%s]\n", buf);
  struct iovec w[2] = {{bad, 4}, {buf, 4}};
  write(p[1], "abcdefghijklmnop", 16);
  T(pread(f, bad, 4, 0)); T(pwrite(f, bad, 4, 0)); T(pread(f, m + 4090, 20, 0)); T(pwrite(f, m + 4090, 20, 0));
  int e = eventfd(5, EFD_NONBLOCK);
  T(read(e, bad, 8)); T(read(e, buf, 8)); T(write(e, bad, 8));
  T(pipe((int*)bad)); T(open(bad, 0)); T(fcntl(3, F_GETFD)); 
  int n = open("/dev/null", O_RDWR), z = open("/dev/zero", O_RDWR);
  T(write(n, bad, 8)); T(read(n, bad, 8)); T(read(z, bad, 8)); T(write(z, bad, 8)); T(read(z, m + 4090, 20));
  T(recv(s[0], bad, 4, MSG_DONTWAIT)); T(send(s[1], bad, 4, 0));
  int d[2]; socketpair(AF_UNIX, SOCK_DGRAM, 0, d);
  write(d[1], "hello", 5); write(d[1], "again", 5);
  T(read(d[0], bad, 5)); memset(buf,0,64); T(recv(d[0], buf, 64, MSG_DONTWAIT)); printf("[%s]\n", buf);
  T(getcwd(bad, 100)); 
  unlink("f");
  return 0;
}
