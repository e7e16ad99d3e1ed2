#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static jmp_buf here;
static sigjmp_buf point;

static void deep(int n) {
  if (n == 0) longjmp(here, 5);
  deep(n - 1);
}

static void caught(int s) { siglongjmp(point, s); }

int main(void) {
  volatile int tries = 0;
  int r = setjmp(here);
  printf("%d\n", r);
  if (r == 0) deep(20);
  if (tries++ == 0) longjmp(here, 0);
  int u = _setjmp(here);
  printf("%d\n", u);
  if (u == 0) _longjmp(here, 2);
  signal(SIGSEGV, caught);
  for (int i = 0; i < 2; i++) {
    int s = sigsetjmp(point, 1);
    if (s == 0) *(volatile int *)8 = 1;
    printf("survived %d\n", s == SIGSEGV);
  }
  return 0;
}
