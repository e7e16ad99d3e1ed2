/** Message queues, and System V's interprocess communication: wrappers. */

export const QUEUE = `#include <internal/libc.h>
#include <mqueue.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <stdarg.h>
#define SYS(...) __result(__syscall(__VA_ARGS__))
mqd_t mq_open(const char *name, int flags, ...) {
  va_list list;
  va_start(list, flags);
  long mode = 0;
  struct mq_attr *attributes = 0;
  if (flags & O_CREAT) {
    mode = va_arg(list, mode_t);
    attributes = va_arg(list, struct mq_attr *);
  }
  return SYS("mq_open", name, (long)flags, mode, attributes);
}

int mq_close(mqd_t q) { return SYS("mq_close", q); }
int mq_unlink(const char *name) { return SYS("mq_unlink", name); }
int mq_getattr(mqd_t q, struct mq_attr *a) { return SYS("mq_getattr", q, a); }
int mq_setattr(mqd_t q, const struct mq_attr *a, struct mq_attr *old) { return SYS("mq_setattr", q, a, old); }
int mq_send(mqd_t q, const char *p, size_t n, unsigned priority) { return SYS("mq_send", q, p, n, priority, 0); }
ssize_t mq_receive(mqd_t q, char *p, size_t n, unsigned *priority) { return SYS("mq_receive", q, p, n, priority, 0); }
int mq_timedsend(mqd_t q, const char *p, size_t n, unsigned priority, const struct timespec *until) { return SYS("mq_send", q, p, n, priority, until); }
ssize_t mq_timedreceive(mqd_t q, char *p, size_t n, unsigned *priority, const struct timespec *until) { return SYS("mq_receive", q, p, n, priority, until); }
int msgget(key_t key, int flags) { return SYS("msgget", key, flags); }
int msgsnd(int id, const void *p, size_t n, int flags) { return SYS("msgsnd", id, p, n, flags); }
ssize_t msgrcv(int id, void *p, size_t n, long type, int flags) { return SYS("msgrcv", id, p, n, type, flags); }
int msgctl(int id, int command, struct msqid_ds *p) { return SYS("msgctl", id, command, p); }
int semget(key_t key, int count, int flags) { return SYS("semget", key, count, flags); }
int semop(int id, struct sembuf *operations, size_t count) { return SYS("semop", id, operations, count, 0); }
int semtimedop(int id, struct sembuf *operations, size_t count, const struct timespec *timeout) { return SYS("semop", id, operations, count, timeout); }

int semctl(int id, int number, int command, ...) {
  va_list list;
  va_start(list, command);
  return SYS("semctl", id, number, command, va_arg(list, long));
}

int shmget(key_t key, size_t n, int flags) { return SYS("shmget", key, n, flags); }
void *shmat(int id, const void *at, int flags) { return (void *)SYS("shmat", id, at, flags); }
int shmdt(const void *at) { return SYS("shmdt", at); }
int shmctl(int id, int command, struct shmid_ds *p) { return SYS("shmctl", id, command, p); }

key_t ftok(const char *path, int id) {
  struct stat information;
  if (SYS("stat", path, &information) < 0) return -1;
  return (information.st_ino & 0xffff) | (information.st_dev & 0xff) << 16 | (id & 0xff) << 24;
}
`
