#include <errno.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>
static int add(int set, int fd) {
  struct epoll_event event = {.events = EPOLLIN};
  return epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) == 0 ? 0 : errno;
}
int main(void) {
  int a = epoll_create1(0), b = epoll_create1(0);
  printf("itself %d\n", add(a, a) == EINVAL);
  printf("one in the other %d\n", add(a, b));
  printf("each in the other %d\n", add(b, a) == ELOOP);
  int up[9], down[9];
  for (int i = 0; i < 9; i++) up[i] = epoll_create1(0), down[i] = epoll_create1(0);
  for (int i = 1; i < 9; i++) printf("from below %d: %d\n", i, add(up[i], up[i - 1]));
  for (int i = 1; i < 9; i++) printf("from above %d: %d\n", i, add(down[i - 1], down[i]));
  int pipe_ends[2];
  pipe(pipe_ends);
  add(b, pipe_ends[0]);
  struct epoll_event got;
  printf("nothing yet %d\n", epoll_wait(a, &got, 1, 0));
  write(pipe_ends[1], "x", 1);
  printf("through both %d\n", epoll_wait(a, &got, 1, 0));
  return 0;
}
