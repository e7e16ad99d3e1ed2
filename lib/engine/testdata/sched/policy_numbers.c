/* Which numbers are scheduling policies, and that one may be said with SCHED_RESET_ON_FORK. */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>

int main(void) {
  struct sched_param none = {0};
  int wrong[] = {4, 7, 8, 77, -2, 0x40000008};
  for (int i = 0; i < 6; i++) {
    errno = 0;
    int result = sched_setscheduler(0, wrong[i], &none);
    printf("%d: %d %d\n", wrong[i], result, errno == EINVAL);
  }
  printf("batch %d\n", sched_setscheduler(0, SCHED_BATCH | 0x40000000, &none));
  printf("now %d\n", (sched_getscheduler(0) & 0xff) == SCHED_BATCH);
  return 0;
}
