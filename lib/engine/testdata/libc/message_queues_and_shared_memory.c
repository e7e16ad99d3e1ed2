#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

union semun { int val; struct semid_ds *buf; unsigned short *array; };

int main(void) {
  close(open("key", O_CREAT | O_RDWR, 0600));
  key_t k = ftok("key", 'a');
  printf("%d %d %d\n", k != -1, ftok("key", 'a') == k, ftok("nothing", 1) == -1);
  int id = shmget(k, 5000, IPC_CREAT | 0600);
  int *p = shmat(id, NULL, 0);
  p[0] = 41;
  struct shmid_ds d;
  if (fork() == 0) {
    int *q = shmat(shmget(k, 0, 0), NULL, 0);
    q[0]++;
    _exit(shmdt(q));
  }
  wait(NULL);
  printf("%d %d\n", p[0], shmctl(id, IPC_STAT, &d));
  printf("%d %d\n", (int)d.shm_segsz, (int)d.shm_nattch);
  printf("%d %d\n", shmdt(p), shmdt(p) == -1 && errno == EINVAL);
  printf("%d %d\n", shmctl(id, IPC_RMID, NULL), shmat(id, NULL, 0) == (void *)-1);
  int s = semget(IPC_PRIVATE, 3, 0600);
  unsigned short values[3] = {1, 2, 3}, back[3];
  union semun u = {.array = values};
  printf("%d\n", semctl(s, 0, SETALL, u));
  u.array = back;
  semctl(s, 0, GETALL, u);
  printf("%d %d %d\n", back[0], back[1], back[2]);
  u.val = 9;
  semctl(s, 1, SETVAL, u);
  printf("%d %d\n", semctl(s, 1, GETVAL), semctl(s, 2, GETNCNT));
  struct semid_ds sd;
  u.buf = &sd;
  semctl(s, 0, IPC_STAT, u);
  printf("%d\n", (int)sd.sem_nsems);
  struct sembuf take = {0, -5, 0};
  struct timespec brief = {0, 20000000};
  printf("%d %d\n", semtimedop(s, &take, 1, &brief), errno == EAGAIN);
  semctl(s, 0, IPC_RMID);
  struct mq_attr a = {0, 3, 20}, now;
  mqd_t q = mq_open("/libc", O_CREAT | O_RDWR, 0600, &a);
  mq_send(q, "low", 3, 1);
  mq_send(q, "high", 4, 9);
  mq_getattr(q, &now);
  printf("%ld %ld %ld\n", now.mq_maxmsg, now.mq_msgsize, now.mq_curmsgs);
  char b[20];
  unsigned priority;
  ssize_t n = mq_receive(q, b, sizeof b, &priority);
  printf("%.*s %u\n", (int)n, b, priority);
  clock_gettime(CLOCK_REALTIME, &brief);
  printf("%zd\n", mq_timedreceive(q, b, sizeof b, NULL, &brief));
  printf("%zd %d\n", mq_timedreceive(q, b, sizeof b, NULL, &brief), errno == ETIMEDOUT);
  for (int i = 0; i < 3; i++) mq_timedsend(q, "x", 1, 0, &brief);
  printf("%d %d\n", mq_timedsend(q, "x", 1, 0, &brief), errno == ETIMEDOUT);
  now.mq_flags = O_NONBLOCK;
  mq_setattr(q, &now, NULL);
  printf("%d %d\n", mq_send(q, "x", 1, 0), errno == EAGAIN);
  printf("%zd %d\n", mq_receive(q, b, 5, NULL), errno == EMSGSIZE);
  struct sigevent e = {.sigev_notify = SIGEV_NONE};
  printf("%d %d\n", mq_notify(q, &e), mq_notify(q, NULL));
  printf("%d %d %d\n", mq_close(q), mq_unlink("/libc"), mq_unlink("/libc") == -1);
  unlink("key");
  return 0;
}
