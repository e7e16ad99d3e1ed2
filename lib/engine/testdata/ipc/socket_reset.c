#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>
#define T(e) do { errno = 0; long r = (long)(e); printf("%-58.58s %ld %d\n", #e, r, r < 0 ? errno : 0); } while (0)
int main(void) {
  signal(SIGPIPE, SIG_IGN);
  int s[2]; char b[64];
  socketpair(AF_UNIX, SOCK_STREAM, 0, s); write(s[0], "unread", 6); T(close(s[1])); T(read(s[0], b, 64)); T(read(s[0], b, 64)); T(write(s[0], "a", 1));
  socketpair(AF_UNIX, SOCK_STREAM, 0, s); write(s[0], "unread", 6); write(s[1], "back", 4); close(s[1]); struct pollfd p = {s[0], POLLIN | POLLOUT | POLLRDHUP, 0}; T(poll(&p, 1, 0)); printf("%x\n", p.revents); T(read(s[0], b, 64)); T(read(s[0], b, 64)); T(read(s[0], b, 64)); p.revents=0; T(poll(&p, 1, 0)); printf("%x\n", p.revents);T(write(s[0], "a", 1));
  socketpair(AF_UNIX, SOCK_STREAM, 0, s); write(s[0], "unread", 6); close(s[1]); int err; socklen_t l = sizeof err; T(getsockopt(s[0], SOL_SOCKET, SO_ERROR, &err, &l)); printf("%d\n", err);  T(getsockopt(s[0], SOL_SOCKET, SO_ERROR, &err, &l)); printf("%d\n", err); T(read(s[0], b, 64));
  socketpair(AF_UNIX, SOCK_STREAM, 0, s); write(s[0], "unread", 6); close(s[1]); T(write(s[0], "x", 1)); T(write(s[0], "x", 1)); T(read(s[0], b, 64)); T(read(s[0], b, 64));
  socketpair(AF_UNIX, SOCK_STREAM, 0, s); close(s[1]); T(read(s[0], b, 64)); T(write(s[0], "x", 1));
  socketpair(AF_UNIX, SOCK_SEQPACKET, 0, s); write(s[0], "unread", 6); close(s[1]); T(read(s[0], b, 64)); T(read(s[0], b, 64)); T(write(s[0], "x", 1));
  socketpair(AF_UNIX, SOCK_DGRAM, 0, s); write(s[0], "unread", 6); close(s[1]); T(recv(s[0], b, 64, MSG_DONTWAIT)); T(write(s[0], "x", 1)); T(write(s[0], "x", 1)); 
  socketpair(AF_UNIX, SOCK_STREAM, 0, s); write(s[0], "unread", 6); T(shutdown(s[1], SHUT_RD)); T(write(s[0], "x", 1)); T(read(s[1], b, 64)); T(read(s[1], b, 64)); T(shutdown(s[1], SHUT_WR)); T(read(s[0], b, 64));
  struct sockaddr_un a = {AF_UNIX}, o; memcpy(a.sun_path, "\0abs", 4); socklen_t n = offsetof(struct sockaddr_un, sun_path) + 4;
  int q = socket(AF_UNIX, SOCK_STREAM, 0), c = socket(AF_UNIX, SOCK_STREAM, 0); T(bind(q, (void *)&a, n)); T(listen(q, 3)); T(connect(c, (void *)&a, n)); 
  l = sizeof o; memset(&o, 'z', sizeof o); T(getsockname(q, (void *)&o, &l)); printf("%d %d %.3s\n", (int)l, o.sun_path[0], o.sun_path + 1); l = sizeof o; memset(&o, 'z', sizeof o); T(getpeername(c, (void *)&o, &l)); printf("%d %d %.3s\n", (int)l, o.sun_path[0], o.sun_path + 1); l = sizeof o; T(getsockname(c, (void *)&o, &l)); printf("%d\n", (int)l);
  int k; l = sizeof o; T((k = accept(q, (void *)&o, &l)) > 0); printf("%d\n", (int)l);
  int r = socket(AF_UNIX, SOCK_STREAM, 0); T(bind(r, (void *)&a, n)); strcpy(a.sun_path, "@abs"); T(connect(r, (void *)&a, sizeof a)); T(bind(r, (void *)&a, sizeof a)); struct stat st; T(stat("@abs", &st)); T(S_ISSOCK(st.st_mode)); l = sizeof o; memset(&o, 0, sizeof o); T(getsockname(r, (void *)&o, &l)); printf("%d %s\n", (int)l, o.sun_path);
  T(listen(r, 1)); int r2 = socket(AF_UNIX, SOCK_STREAM, 0); T(connect(r2, (void *)&a, sizeof a)); l = sizeof o; memset(&o, 0, sizeof o); T(getpeername(r2, (void *)&o, &l)); printf("%d %s\n", (int)l, o.sun_path); unlink("@abs");
  int z = socket(AF_UNIX, SOCK_DGRAM, 0); T(bind(z, (void *)&(struct sockaddr_un){AF_UNIX}, 2)); l = sizeof o; memset(&o, 'z', sizeof o); T(getsockname(z, (void *)&o, &l)); printf("%d %d\n", (int)l, o.sun_path[0]);
  memset(b, 0, 64); T(write(c, "hi", 2)); close(c); T(read(k, b, 64)); T(read(k, b, 64)); 
  close(q); int y = socket(AF_UNIX, SOCK_STREAM, 0); memcpy(a.sun_path, "\0abs", 4); T(connect(y, (void *)&a, n)); T(bind(y, (void *)&a, n)); T(listen(y, 1)); int x = socket(AF_UNIX, SOCK_STREAM, 0); T(connect(x, (void*)&a, n)); close(y); T(read(x, b, 4)); T(write(x, "a", 1));
  T(accept(x, 0, 0)); T(listen(99, 1)); T(connect(0, (void*)&a, n)); T(send(x, "a", 1, MSG_NOSIGNAL));
  return 0;
}
