// Long doubles: arithmetic with 64 bits of mantissa, conversions, comparison, in structs, arrays and calls.
#include <stdio.h>
#include <string.h>
static long double pi = 3.14159265358979323846264338327950288L, whole = 7, half = 0.5, table[2] = {1e-4000L, -1.5e4000L};
static void show(const char *name, long double x) {
  unsigned long m; unsigned short e;
  memcpy(&m, &x, 8); memcpy(&e, (char *)&x + 8, 2);
  printf("%s %04x %016lx %g\n", name, e, m, (double)x);
}
struct pair { char c; long double x; };
static long double factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
int main(void) {
  show("pi", pi); show("whole", whole); show("half", half); show("tiny", table[0]); show("huge", table[1]);
  long double a = 1, b = 3, c = a / b;
  show("third", c); show("sum", c + c + c); show("difference", c * 3 - 1); show("product", pi * pi); show("minus", -pi);
  show("factorial", factorial(25)); show("hex", 0x1.8p-3L); show("small", 1e-20L);
  c += 2; c *= 1.5; c -= a; c /= 7; show("compound", c); c++; --c; show("steps", c++ + c--);
  printf("%d%d%d%d%d%d %d\n", a < b, a > b, a <= 1, b >= 4, a == 1.0, a != b, !c);
  printf("%d %ld %lu %u %d\n", (int)pi, (long)(pi * 1e15L), (unsigned long)1.8e19L, (unsigned char)200.7L, (_Bool)0.1L);
  double d = c; float f = pi; long double e = d, g = f, h = 9007199254740993l, i = 18446744073709551615ul;
  show("of double", e); show("of float", g); show("of long", h); show("of ulong", i);
  printf("%zu %zu %zu %.17g %.9g\n", sizeof(long double), _Alignof(long double), sizeof(struct pair), d, f);
  struct pair p = {'x', 2.5L}, q = p; q.x *= p.x; show("struct", q.x);
  long double list[3] = {1, 2.5, 3}, *pointer = list; show("array", pointer[1] + *(pointer + 2)); show("choice", a > 0 ? list[1] : 7);
  long double zero = 0; show("infinity", a / zero); show("negative", -a / zero); show("nan", zero / zero);
  printf("%d %d\n", zero / zero == zero / zero, c && zero); if (c) puts("true"); for (long double x = 0; x < 1; x += 0.25L) show("loop", x);
  long double sum = 0; for (int n = 1; n <= 100; n++) sum += 1.0L / n; show("harmonic", sum);
}
