// A bit-field narrower than int becomes an int in an expression, also where it is the value of another operator.
#include <stdio.h>

struct S {
  unsigned b : 26, full : 32;
  _Bool t : 1;
};

static struct S s = {71583, 7, 1};

int main(void) {
  struct S *p = &s;
  long long x = 0LL - ~(0, p->b);
  printf("%lld %d %d\n", x, -1 < s.b, -1 < (0, s.b));
  printf("%d %d\n", -1 < (s.b = 3), -1 < (0, (s.b = 4)));
  printf("%d %d %d %d\n", -1 < s.b++, -1 < ++s.b, -1 < s.b--, -1 < --s.b);
  printf("%d %d\n", -1 < (s.b += 3), -1 < (s.b |= 9));
  printf("%d %d %d\n", -1 < s.full, -1 < (0, s.full), -1 < (s.full = 3));
  printf("%d %d\n", -1 < (1 ? s.b : s.b), -1 < (x ? s.b : s.full));
  printf("%d %d\n", -1 < (s.t = 1), -1 < ((int)s.b, s.t));
  printf("%lld %lld\n", 0LL - ~(s.b = 5), 0LL + -(s.b++));
  printf("%d\n", (s.b, s.b) - 9 < 0);
  printf("%d\n", (0, s.b) >> 1 << 31 > 0);
  return 0;
}
