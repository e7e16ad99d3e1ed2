#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <stddef.h>
#define T(e) do { errno = 0; long r = (long)(e); printf("%-58.58s %ld %d\n", #e, r, r < 0 ? errno : 0); } while (0)
int main(void) {
  char *p = mmap(0, 16384, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  T(mprotect(p, 4096, 8)); T(mprotect(p, 4096, 0x40)); T(mprotect(p + 1, 4096, 1)); T(mprotect(p, 0, 1)); T(mprotect(p, 4096, PROT_GROWSDOWN)); T(mprotect((void*)0x1000, 4096, 1)); T(mprotect(p, -1, 1)); T(mprotect(p, 4096, 3));
  T(mprotect(p, 4096, PROT_GROWSDOWN|PROT_GROWSUP|1));
  T(madvise(p, 4096, 99)); T(madvise(p, 4096, -1)); T(madvise(p, 4096, MADV_DONTNEED)); T(madvise(p, 0, MADV_DONTNEED)); T(madvise(p + 1, 4096, MADV_NORMAL)); T(madvise((void*)0x1000, 4096, MADV_NORMAL)); T(madvise(p, 4096, MADV_WILLNEED)); T(madvise(p, 4096, MADV_SEQUENTIAL)); T(madvise(p, 4096, MADV_RANDOM)); T(madvise(p,4096,MADV_FREE)); T(madvise(p, -1, MADV_NORMAL)); T(madvise(p,4096,MADV_DONTFORK)); T(madvise(p,4096,MADV_REMOVE));
  T(msync(p, 4096, 0)); T(msync(p, 4096, MS_SYNC | MS_ASYNC)); T(msync(p + 1, 4096, MS_SYNC)); T(msync(p, 4096, 64)); T(msync((void*)0x1000, 4096, MS_SYNC)); T(msync(p, 4096, MS_SYNC));
  T((long)mmap(0, 0, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); T((long)mmap(0, 4096, 3, MAP_ANONYMOUS, -1, 0)); T((long)mmap(0, 4096, 3, MAP_PRIVATE, -1, 0)); T((long)mmap(0, 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 1)); T((long)mmap((void*)1, 4096, 3, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); T((long)mmap(0, 4096, 3, MAP_PRIVATE, 0, 1)); 
  T((long)mmap(0, -1, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  T(munmap(p + 1, 4096)); T(munmap(p, 0)); T(munmap(p, -1)); T(munmap((void*)0x100000, 4096));
  T(eventfd(0, 2)); T(eventfd(0, ~0)); int e; T((e = eventfd(0, EFD_NONBLOCK)) > 0); uint64_t v = 0xfffffffffffffffeULL, w;
  T(write(e, &v, 8)); v = 1; T(write(e, &v, 8)); T(read(e, &w, 8)); printf("%llx\n", (long long)w); v = ~0ULL; T(write(e, &v, 8)); v = 0xfffffffffffffffdULL; T(write(e, &v, 8)); v = 2; T(write(e, &v, 8)); v = 1; T(write(e, &v, 8)); T(read(e, &w, 8)); printf("%llx\n", (long long)w);
  v = (1ULL << 53) + 1; T(write(e, &v, 8)); T(read(e, &w, 8)); printf("%llx\n", (long long)w); T(read(e, &w, 4)); T(write(e, &w, 4)); v = 0; T(write(e, &v, 8)); T(read(e, &w, 8)); T(read(e, &w, 7));
  int s; T((s = eventfd(3, EFD_SEMAPHORE | EFD_NONBLOCK)) > 0); T(read(s, &w, 8)); printf("%llx\n", (long long)w); T(read(s, &w, 8)); T(read(s, &w, 8)); T(read(s, &w, 8));
  eventfd_t ev; T(eventfd_write(e, 5)); T(eventfd_read(e, &ev)); printf("%d\n", (int)ev); T(lseek(e, 0, SEEK_CUR)); T(lseek(e, 0, SEEK_SET));
  T(timerfd_create(55, 0)); T(timerfd_create(CLOCK_MONOTONIC, 1)); int t; T((t = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) > 0);
  struct itimerspec i = {{0, 0}, {5, 0}}, o;
  T(timerfd_settime(t, 8, &i, 0)); T(timerfd_settime(t, 0, &i, &o)); printf("%ld %ld\n", o.it_value.tv_sec, o.it_interval.tv_sec); T(timerfd_gettime(t, &o)); printf("%d %ld\n", o.it_value.tv_sec == 4, o.it_interval.tv_sec);
  i.it_value.tv_nsec = 1000000000; T(timerfd_settime(t, 0, &i, 0)); i.it_value.tv_nsec = -1; T(timerfd_settime(t, 0, &i, 0)); i.it_value.tv_nsec = 0; i.it_value.tv_sec = -1; T(timerfd_settime(t, 0, &i, 0)); i.it_value.tv_sec = 3; i.it_interval.tv_nsec = 1000000000; T(timerfd_settime(t, 0, &i, 0));
  i.it_interval.tv_nsec = 0; i.it_interval.tv_sec = 7; T(timerfd_settime(t, 0, &i, &o)); T(timerfd_gettime(t, &o)); printf("%ld %ld\n", o.it_value.tv_sec, o.it_interval.tv_sec); T(timerfd_gettime(e, &o)); T(timerfd_gettime(99, &o)); T(timerfd_settime(e, 0, &i, 0)); T(timerfd_settime(99, 0, &i, 0)); T(timerfd_gettime(t, (void*)8)); T(timerfd_settime(t, 0, (void*)8, 0));
  i.it_value.tv_sec = 0; i.it_value.tv_nsec = 0; T(timerfd_settime(t, 0, &i, &o)); T(timerfd_gettime(t, &o)); printf("%ld %ld\n", o.it_value.tv_sec, o.it_interval.tv_sec); T(read(t, &w, 8)); T(read(t, &w, 4)); T(write(t, &w, 8));
  sigset_t set; sigemptyset(&set); sigaddset(&set, SIGUSR1); sigaddset(&set, SIGRTMIN); sigprocmask(SIG_BLOCK, &set, 0);
  T(signalfd(-1, &set, 5)); int g; T((g = signalfd(-1, &set, SFD_NONBLOCK)) > 0); T(signalfd(e, &set, 0)); T(signalfd(99, &set, 0));
  raise(SIGUSR1); sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 42}); sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = -7});
  struct signalfd_siginfo si[4]; memset(si, 0xff, sizeof si);
  T(read(g, si, 100)); T(read(g, si, sizeof si)); for (int k = 0; k < 3; k++) printf("%d code %d int %d ptr %lx pid %d uid %d addr %lx\n", si[k].ssi_signo == SIGUSR1 ? -1 : (int)si[k].ssi_signo - SIGRTMIN, si[k].ssi_code, si[k].ssi_int, k ? (long)si[k].ssi_ptr : 0, si[k].ssi_pid == getpid(), (int)si[k].ssi_uid, (long)si[k].ssi_addr);
  T(read(g, si, sizeof si)); T(write(g, si, 8));
  T(epoll_create(0)); T(epoll_create1(1)); T(pipe2((int[2]){0}, 1)); T(socket(AF_UNIX, 99, 0)); T(socket(99, SOCK_STREAM, 0)); T(socket(AF_INET, SOCK_STREAM, 17)); T(socket(AF_UNIX, SOCK_STREAM, 5));
  T(fcntl(e, F_SETFD, FD_CLOEXEC)); T(fcntl(e, F_GETFD)); T(fcntl(e, F_GETFL) == (O_RDWR | O_NONBLOCK));
  return 0;
}
