/** POSIX semaphores: wrappers. */

export const SEMAPHORE = `#include <internal/libc.h>
#include <semaphore.h>
#include <fcntl.h>
#include <stdarg.h>
#define SYS(...) __result(__syscall(__VA_ARGS__))
int sem_init(sem_t *s, int shared, unsigned value) { return SYS("sem_init", s, (long)shared, (long)value); }
int sem_destroy(sem_t *s) { return SYS("sem_destroy", s); }
int sem_wait(sem_t *s) { return SYS("sem_wait", s); }
int sem_trywait(sem_t *s) { return SYS("sem_trywait", s); }
int sem_timedwait(sem_t *s, const struct timespec *until) { return SYS("sem_timedwait", s, until); }
int sem_post(sem_t *s) { return SYS("sem_post", s); }
int sem_getvalue(sem_t *s, int *value) { return SYS("sem_getvalue", s, value); }
int sem_close(sem_t *s) { return SYS("sem_close", s); }
int sem_unlink(const char *name) { return SYS("sem_unlink", name); }

sem_t *sem_open(const char *name, int flags, ...) {
  va_list list;
  va_start(list, flags);
  long mode = 0, value = 0;
  if (flags & O_CREAT) {
    mode = va_arg(list, unsigned);
    value = va_arg(list, unsigned);
  }
  long r = SYS("sem_open", name, (long)flags, mode, value);
  return r == -1 ? SEM_FAILED : (sem_t *)r;
}

int sem_clockwait(sem_t *s, int clock, const struct timespec *until) {
  struct timespec now, real, limit = *until;
  if (clock != 0 && clock != 1) return __result(-EINVAL);
  if (clock == 1) {
    __syscall("clock_gettime", 1, &now);
    __syscall("clock_gettime", 0, &real);
    limit.tv_sec += real.tv_sec - now.tv_sec;
    limit.tv_nsec += real.tv_nsec - now.tv_nsec;
    if (limit.tv_nsec < 0) limit.tv_nsec += 1000000000, limit.tv_sec--;
    if (limit.tv_nsec >= 1000000000) limit.tv_nsec -= 1000000000, limit.tv_sec++;
  }
  return SYS("sem_timedwait", s, &limit);
}
`
