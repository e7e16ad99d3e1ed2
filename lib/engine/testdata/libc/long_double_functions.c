// The functions on long doubles whose results are exact.
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void show(const char *name, long double x) {
  unsigned long m; unsigned short e;
  memcpy(&m, &x, 8); memcpy(&e, (char *)&x + 8, 2);
  printf("%s %04x %016lx %Lg\n", name, e, m, x);
}
int main(void) {
  long double values[] = {2.0L, 0.1L, -2.5L, 2.5L, -0.4L, 1e30L, 12345.678L, 0.0L, -0.0L, 3e-4940L, 9.75L, 0.5L, -0.5L, 1.5L, 4611686018427387904.5L};
  for (int i = 0; i < 15; i++) {
    long double x = values[i];
    show("fabs", fabsl(x)); show("floor", floorl(x)); show("ceil", ceill(x)); show("trunc", truncl(x)); show("round", roundl(x));
    if (x >= 0) show("sqrt", sqrtl(x));
    show("fmod", fmodl(x, 0.7L)); show("fmod", fmodl(1e25L, x + 3)); show("copysign", copysignl(x, -1.0L));
    show("max", fmaxl(x, 1.0L)); show("min", fminl(x, -1.0L));
  }
  const char *texts[] = {"3.14159265358979323846264338327950288", "1e-4940", "1e5000", "-0x1.8p3xyz", "  +17.5e1z", "none", "inf", "0.1", "1e-6000", "-infinity", "123456789012345678901234567890"};
  for (int i = 0; i < 11; i++) {
    char *end; errno = 0;
    long double x = strtold(texts[i], &end);
    show("strtold", x); printf("%d [%s]\n", errno, end);
  }
  long double a, b; double c; int n = sscanf("0.1 -2e4000 1.5", "%Lf %Le %lf", &a, &b, &c);
  printf("%d\n", n); show("read", a); show("read", b); printf("%g\n", c);
  show("epsilon", LDBL_EPSILON); show("max", LDBL_MAX); show("min", LDBL_MIN); printf("%d %d %d\n", LDBL_DIG, LDBL_MANT_DIG, LDBL_MAX_10_EXP);
  show("nan", sqrtl(-1.0L)); show("none", fmodl(1.0L, 0.0L));
}
