/* What umask takes from a shared memory object and a message queue; what mmap says of lengths; the times of a mapped file. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct stat now_of(int fd) {
  struct stat s;
  fstat(fd, &s);
  return s;
}

static int later(struct timespec a, struct timespec b) {
  return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

static void rest(void) {
  struct timespec t = {0, 20000000};
  nanosleep(&t, NULL);
}

int main(void) {
  umask(042);
  shm_unlink("/modes");
  int shm = shm_open("/modes", O_RDONLY | O_CREAT, 0264);
  printf("shm %o\n", now_of(shm).st_mode & 0777);
  shm_unlink("/modes");

  mq_unlink("/modes");
  mqd_t queue = mq_open("/modes", O_RDWR | O_CREAT, 0666, NULL);
  printf("mq %o\n", now_of(queue).st_mode & 0777);
  mq_unlink("/modes");

  errno = 0;
  void *none = mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  printf("0 bytes %d %s\n", none == MAP_FAILED, strerror(errno));
  none = mmap(NULL, (size_t)-4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  printf("-4096 bytes %d %s\n", none == MAP_FAILED, strerror(errno));
  int gone = munmap((void *)4096, (size_t)-4096);
  printf("munmap %d %s\n", gone, strerror(errno));

  char name[] = "/tmp/modesXXXXXX";
  int fd = mkstemp(name);
  write(fd, "abc", 3);
  struct stat first = now_of(fd);
  rest();
  char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  page[0] = 'A';
  munmap(page, 4096);
  struct stat second = now_of(fd);
  printf("modified %d changed %d\n", later(second.st_mtim, first.st_mtim), later(second.st_ctim, first.st_ctim));
  unlink(name);
  return 0;
}
