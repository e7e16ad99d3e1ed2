/** Time and sleep on the simulated clock. */

export const TIME = `#include <internal/libc.h>
#include <time.h>
#include <sys/time.h>
#include <sys/times.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) { return __result(__syscall("clock_gettime", clock, now)); }
int clock_settime(clockid_t clock, const struct timespec *now) { return __result(__syscall("clock_settime", clock, now)); }

int clock_getres(clockid_t clock, struct timespec *resolution) {
  struct timespec now;
  if (__result(__syscall("clock_gettime", clock, &now)) < 0) return -1;
  if (resolution) {
    resolution->tv_sec = 0;
    resolution->tv_nsec = clock == CLOCK_REALTIME_COARSE || clock == CLOCK_MONOTONIC_COARSE ? 4000000 : 1;
  }
  return 0;
}

time_t time(time_t *where) {
  struct timespec now;
  __syscall("clock_gettime", CLOCK_REALTIME, &now);
  if (where) *where = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval *to, void *zone) {
  struct timespec now;
  __syscall("clock_gettime", CLOCK_REALTIME, &now);
  if (to) {
    to->tv_sec = now.tv_sec;
    to->tv_usec = now.tv_nsec / 1000;
  }
  return 0;
}

int settimeofday(const struct timeval *from, const struct timezone *zone) {
  if (!from || zone || from->tv_usec < 0 || from->tv_usec >= 1000000) return __result(-EINVAL);
  struct timespec now = {from->tv_sec, from->tv_usec * 1000};
  return __result(__syscall("clock_settime", CLOCK_REALTIME, &now));
}

clock_t clock(void) {
  struct timespec now;
  if (__syscall("clock_gettime", CLOCK_PROCESS_CPUTIME_ID, &now) < 0) return -1;
  return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int timespec_get(struct timespec *now, int base) {
  if (base != TIME_UTC) return 0;
  __syscall("clock_gettime", CLOCK_REALTIME, now);
  return base;
}

int clock_getcpuclockid(pid_t pid, clockid_t *clock) {
  if (pid && pid != __syscall("getpid")) return ESRCH;
  *clock = CLOCK_PROCESS_CPUTIME_ID;
  return 0;
}

clock_t times(struct tms *to) { return __result(__syscall("times", to)); }
double difftime(time_t later, time_t earlier) { return (double)(later - earlier); }
int nanosleep(const struct timespec *request, struct timespec *left) { return __result(__syscall("nanosleep", request, left)); }

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *left) {
  return __error(__syscall("clock_nanosleep", clock, flags, request, left));
}

unsigned sleep(unsigned seconds) {
  struct timespec t = {seconds, 0};
  if (__result(__syscall("nanosleep", &t, &t)) < 0) return t.tv_sec;
  return 0;
}

int usleep(useconds_t microseconds) {
  struct timespec t = {microseconds / 1000000, microseconds % 1000000 * 1000};
  return __result(__syscall("nanosleep", &t, 0));
}

unsigned alarm(unsigned seconds) { return __syscall("alarm", seconds); }
int getitimer(int which, struct itimerval *value) { return __result(__syscall("getitimer", which, value)); }
int setitimer(int which, const struct itimerval *value, struct itimerval *old) { return __result(__syscall("setitimer", which, value, old)); }

unsigned ualarm(useconds_t value, useconds_t interval) {
  struct itimerval now = {{interval / 1000000, interval % 1000000}, {value / 1000000, value % 1000000}}, old;
  if (__result(__syscall("setitimer", ITIMER_REAL, &now, &old)) < 0) return -1;
  return old.it_value.tv_sec * 1000000 + old.it_value.tv_usec;
}
`
