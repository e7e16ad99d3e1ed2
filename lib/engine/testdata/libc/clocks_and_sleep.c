#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

static long ms(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int near(long value, long wanted) { return value >= wanted && value < wanted + 90; }
static void ring(int s) { write(1, "ring\n", 5); }

int main(void) {
  long start = ms(CLOCK_MONOTONIC), real = ms(CLOCK_REALTIME);
  usleep(100000);
  printf("%d %d\n", near(ms(CLOCK_MONOTONIC) - start, 100), near(ms(CLOCK_REALTIME) - real, 100));
  struct timespec t = {0, 100000000}, left, r;
  nanosleep(&t, NULL);
  printf("%d\n", near(ms(CLOCK_MONOTONIC) - start, 200));
  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_nsec += 50000000;
  if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  printf("%d\n", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL));
  printf("%d\n", near(ms(CLOCK_MONOTONIC) - start, 250));
  time_t now = time(NULL), same;
  printf("%d %d\n", time(&same) - now <= 1, same - now <= 1);
  struct timeval tv;
  printf("%d %d\n", gettimeofday(&tv, NULL), tv.tv_sec - now <= 1);
  printf("%d\n", timespec_get(&r, TIME_UTC) == TIME_UTC && r.tv_sec - now <= 1);
  clock_getres(CLOCK_MONOTONIC, &r);
  printf("%ld\n", r.tv_nsec);
  printf("%d %d\n", clock_gettime(99, &r), errno == EINVAL);
  t.tv_nsec = 2000000000;
  printf("%d %d\n", nanosleep(&t, NULL), errno == EINVAL);
  signal(SIGALRM, ring);
  fflush(stdout);
  struct itimerval timer = {{0, 0}, {0, 100000}}, old;
  setitimer(ITIMER_REAL, &timer, NULL);
  t.tv_sec = 1;
  t.tv_nsec = 0;
  printf("%d %d %d\n", nanosleep(&t, &left), errno == EINTR, left.tv_sec == 0 && left.tv_nsec > 800000000);
  getitimer(ITIMER_REAL, &old);
  printf("%ld %ld\n", (long)old.it_value.tv_sec, (long)old.it_value.tv_usec);
  fflush(stdout);
  printf("%u\n", alarm(100));
  printf("%u\n", alarm(0));
  ualarm(50000, 0);
  fflush(stdout);
  printf("%u\n", sleep(1));
  clockid_t cpu;
  struct tms used;
  printf("%d %d\n", clock_getcpuclockid(0, &cpu), clock() >= 0 && times(&used) != (clock_t)-1);
  struct timeval a = {1, 900000}, b = {2, 300000}, c;
  timeradd(&a, &b, &c);
  printf("%ld %ld %d\n", (long)c.tv_sec, (long)c.tv_usec, timercmp(&a, &b, <));
  timersub(&b, &a, &c);
  printf("%ld %ld %d\n", (long)c.tv_sec, (long)c.tv_usec, timerisset(&c) != 0);
  timerclear(&c);
  printf("%d\n", timerisset(&c) != 0);
  return 0;
}
