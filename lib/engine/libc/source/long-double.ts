/** Functions on `long double` whose results are exact or rounded as IEEE 754 says, by the bits that it has in memory. */

export const LONG_DOUBLE = `#include <internal/libc.h>
#include <errno.h>
typedef union { long double x; struct { unsigned long m; unsigned short e; } p; } bits;

long double strtold(const char *s, char **end) {
  long double value;
  __intrinsic("strtold", s, end, &errno, &value);
  return value;
}

long double fabsl(long double x) {
  bits b = {x};
  b.p.e &= 0x7fff;
  return b.x;
}

long double copysignl(long double x, long double y) {
  bits b = {x}, c = {y};
  b.p.e = (b.p.e & 0x7fff) | (c.p.e & 0x8000);
  return b.x;
}

/* The whole number next to zero, or with the next one away from it: 0 never, 1 if negative, 2 if positive, 3 from a half on. */
static long double whole(long double x, int away) {
  bits b = {x};
  int e = (b.p.e & 0x7fff) - 16383, sign = b.p.e & 0x8000;
  if (e >= 63 || b.p.m == 0) return x;
  unsigned long unit = e < 0 ? 0 : 1ul << (63 - e), rest = e < 0 ? b.p.m : b.p.m & (unit - 1);
  int half = e < 0 ? e == -1 : (b.p.m & (unit >> 1)) != 0;
  if (rest == 0) return x;
  int up = away == 3 ? half : away == (sign ? 1 : 2);
  if (e < 0) {
    b.p.m = up ? 1ul << 63 : 0;
    b.p.e = sign | (up ? 16383 : 0);
    return b.x;
  }
  b.p.m &= ~(unit - 1);
  if (up && (b.p.m += unit) < unit) {
    b.p.m = 1ul << 63;
    b.p.e++;
  }
  return b.x;
}

long double truncl(long double x) { return whole(x, 0); }
long double floorl(long double x) { return whole(x, 1); }
long double ceill(long double x) { return whole(x, 2); }
long double roundl(long double x) { return whole(x, 3); }

static int isNan(bits b) { return (b.p.e & 0x7fff) == 0x7fff && b.p.m << 1 != 0; }

/* Whether a is less than b; neither is a NaN. */
static int isLess(bits a, bits b) {
  int s = a.p.e >> 15, t = b.p.e >> 15;
  if (a.p.m == 0 && b.p.m == 0) return 0;
  if (s != t) return s;
  int less = a.p.e != b.p.e ? a.p.e < b.p.e : a.p.m < b.p.m;
  int same = a.p.e == b.p.e && a.p.m == b.p.m;
  return s ? !less && !same : less;
}

long double fmaxl(long double x, long double y) {
  bits a = {x}, b = {y};
  if (isNan(a)) return y;
  return isNan(b) || !isLess(a, b) ? x : y;
}

long double fminl(long double x, long double y) {
  bits a = {x}, b = {y};
  if (isNan(a)) return y;
  return isNan(b) || !isLess(b, a) ? x : y;
}

static long double invalid(void) {
  bits b;
  b.p.m = 0xc000000000000000;
  b.p.e = 0xffff;
  errno = EDOM;
  return b.x;
}

/* Two bits of the radicand at a time; what remains decides about rounding, and a tie cannot be. */
long double sqrtl(long double x) {
  bits b = {x};
  int e = (b.p.e & 0x7fff) - 16383;
  if (b.p.m == 0 || isNan(b)) return x;
  if (b.p.e & 0x8000) return invalid();
  if (e == 16384) return x;
  if (e == -16383) e++;
  while (!(b.p.m >> 63)) b.p.m <<= 1, e--;
  int odd = e & 1;
  unsigned long high = odd ? b.p.m : b.p.m >> 1, low = odd ? 0 : b.p.m << 63;
  unsigned long root = 0, rest = 0, over = 0;
  for (int i = 0; i < 64; i++) {
    over = over << 2 | rest >> 62;
    rest = rest << 2 | high >> 62;
    high = high << 2 | low >> 62;
    low <<= 2;
    unsigned long test = root << 2 | 1, top = root >> 62;
    root <<= 1;
    if (over > top || (over == top && rest >= test)) {
      over -= top + (rest < test);
      rest -= test;
      root |= 1;
    }
  }
  if (over || rest > root) root++;
  b.p.m = root;
  b.p.e = (e - odd) / 2 + 16383;
  return b.x;
}

/* Subtracts y, shifted, from x: exact. */
long double fmodl(long double x, long double y) {
  bits a = {x}, b = {y};
  int sign = a.p.e & 0x8000, e = a.p.e & 0x7fff, f = b.p.e & 0x7fff;
  if (isNan(a)) return x;
  if (isNan(b)) return y;
  if (e == 0x7fff || b.p.m == 0) return invalid();
  if (f == 0x7fff || a.p.m == 0) return x;
  if (e == 0) e = 1;
  if (f == 0) f = 1;
  while (!(a.p.m >> 63)) a.p.m <<= 1, e--;
  while (!(b.p.m >> 63)) b.p.m <<= 1, f--;
  unsigned long m = a.p.m, carry = 0;
  for (; e >= f; e--) {
    if (carry || m >= b.p.m) m -= b.p.m;
    if (e == f) break;
    carry = m >> 63;
    m <<= 1;
  }
  if (m == 0) {
    a.p.m = 0;
    a.p.e = sign;
    return a.x;
  }
  while (!(m >> 63) && e > 1) m <<= 1, e--;
  if (e < 1) m >>= 1 - e, e = 1;
  a.p.m = m;
  a.p.e = sign | (m >> 63 ? e : 0);
  return a.x;
}
`
