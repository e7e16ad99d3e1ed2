#include <math.h>
#include <stdio.h>
#include <float.h>
static unsigned long long s = 88172645463325252ULL;
static unsigned long long rnd(void) { s ^= s << 13; s ^= s >> 7; s ^= s << 17; return s; }
static double bits(unsigned long long u) { union { unsigned long long u; double d; } x = {u}; return x.d; }
static float fbits(unsigned u) { union { unsigned u; float d; } x = {u}; return x.d; }
int main(void) {
  double t = 0x1p-53;
  printf("%a %a %a %a\n", fma(1, 1, t), fma(1 + 0x1p-52, 1, t), fma(1 + t * 2, 1 + t * 2, 0), fma(0x1p-600, 0x1p-600, 1));
  printf("%a %a %a\n", fma(3, 0x1p-53, 1), fma(1, 0x1p-1074, 0x1p-1074), fma(0x1.8p-1000, 0x1p-75, 0));
  printf("%a %a %a\n", fma(0x1.8p-1000, 0x1p-74, 0x1p-1074), fma(0x1p-537, 0x1p-538, 0), fma(0x1p-537, 0x1.8p-538, 0));
  printf("%a %a %a\n", fma(DBL_MAX, 2, -DBL_MAX), fma(DBL_MAX, 1, DBL_MAX), fma(0x1.fffffffffffffp1023, 1, 0x1p969));
  printf("%a %a\n", fma(0x1.fffffffffffffp1023, 1, 0x1.8p969), fma(0x1.fffffffffffffp1023, 1, 0x1p970));
  unsigned h = 0;
  for (int i = 0; i < 4000; i++) {
    double a = bits(rnd() & 0x000fffffffffffffULL | (1000 + rnd() % 46) << 52), b = bits(rnd() & 0x000fffffff000000ULL | (1000 + rnd() % 46) << 52), c = bits(rnd() & 0x800fffffffffffffULL | (1000 + rnd() % 46) << 52);
    union { double d; unsigned long long u; } r = {fma(a, b, c)};
    h = h * 31 + (unsigned)(r.u ^ r.u >> 32);
    float fa = fbits(rnd() & 0x7fffff | (100 + rnd() % 46) << 23), fb = fbits(rnd() & 0x7fffff | (100 + rnd() % 46) << 23), fc = fbits(rnd() & 0x807fffff | (100 + rnd() % 46) << 23);
    union { float d; unsigned u; } q = {fmaf(fa, fb, fc)};
    h = h * 31 + q.u;
    if (i % 500 == 0) printf("%a %a %x\n", r.d, q.d, h);
  }
  printf("%x\n", h);
  printf("%a %a\n", fmaf(0x1.000002p0f, 0x1.000002p0f, 0x1p-60f), fmaf(INFINITY, 1, -INFINITY));
  return 0;
}
