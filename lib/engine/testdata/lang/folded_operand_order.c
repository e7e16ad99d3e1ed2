// gcc -O0 turns sums around, drops what is neutral and computes in narrow types: the order of operands follows.
#include <stdio.h>

static int i = 1;
static unsigned u = 1;
static long l = 1;
static double d = 1;
static short sh = 1;
static char ch = 1;
static _Bool bo = 1;

static int f(void) {
  i = u = l = d = sh = ch = 2;
  bo = 0;
  return 1;
}

static int g(void) { return i *= 3; }

static void reset(void) { i = u = l = d = sh = ch = bo = 1; }

#define T(e) printf("%-24s %g\n", #e, (double)(e)), reset()
#define N(e) s = (e), printf("%-24s %d\n", "short " #e, s), reset(), c = (e), printf("%-24s %d\n", "char " #e, c), reset()
#define B(e) b = (e), printf("%-24s %d\n", "bool " #e, b), reset()

int main(void) {
  unsigned q = 3;
  unsigned long v = 3;
  short s;
  char c;
  _Bool b;
  T(i + -f());
  T(-i + f());
  T(i - -f());
  T(-i - f());
  T(-g() + f());
  T(-g() - f());
  T(f() - -g());
  T(d + -(double)f());
  T(-d + f());
  T((i + 0) + f());
  T((i - 0) + f());
  T((i * 1) + f());
  T((i ^ 0) + f());
  T((i & -1) + f());
  T((u + 0) + f());
  T((l | 0) + f());
  T((d + 0) + f());
  T(i * (v * f()));
  N(ch * (q * f()));
  N(sh * (q + f()));
  N(sh * (v + f()));
  N(i * (q + f()));
  N(bo * (q + f()));
  N(sh + (q + f()));
  B(i * (f() ? v * 3 : 1ul));
  B(bo * (f() ? 3 : 4ul));
  return 0;
}
