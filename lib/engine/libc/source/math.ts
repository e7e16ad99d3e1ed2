/** <math.h>: what is not an intrinsic is composed of them here; floats go through double. */

const direct =
  `sin cos tan asin acos atan exp exp2 expm1 log log2 log10 log1p sinh cosh tanh asinh acosh atanh cbrt fabs
sqrt ceil floor rint round trunc erf erfc tgamma lgamma`.split(/\s+/)

/** Functions that set errno: a name, when the argument is out of the domain, when the result has a pole or overflows. */
const checked: Readonly<Record<string, string>> = {
  sqrt: 'if (x < 0) __errno = 33;',
  log: 'if (x <= 0) __errno = x < 0 ? 33 : 34;',
  log2: 'if (x <= 0) __errno = x < 0 ? 33 : 34;',
  log10: 'if (x <= 0) __errno = x < 0 ? 33 : 34;',
  log1p: 'if (x <= -1) __errno = x < -1 ? 33 : 34;',
  asin: 'if (x > 1 || x < -1) __errno = 33;',
  acos: 'if (x > 1 || x < -1) __errno = 33;',
  acosh: 'if (x < 1) __errno = 33;',
  atanh: 'if (x >= 1 || x <= -1) __errno = x == 1 || x == -1 ? 34 : 33;',
  exp: 'if (r == INF && x != INF || r == 0 && x != -INF) __errno = 34;',
  exp2: 'if (r == INF && x != INF || r == 0 && x != -INF) __errno = 34;',
  expm1: 'if (r == INF && x != INF) __errno = 34;',
  sinh: 'if (r - r != 0 && x - x == 0) __errno = 34;',
  cosh: 'if (r - r != 0 && x - x == 0) __errno = 34;',
  sin: 'if (x - x != 0 && x == x) __errno = 33;',
  cos: 'if (x - x != 0 && x == x) __errno = 33;',
  tan: 'if (x - x != 0 && x == x) __errno = 33;',
  tgamma: 'if (x == 0 || r - r != 0 && x - x == 0) __errno = x == 0 || x > 0 ? 34 : 33;',
}

/** Functions whose NaN outside of their domain is glibc's positive one. */
const positive = new Set(['log10', 'asin', 'acos', 'tgamma'])

const unary = direct
  .map((name) => {
    const check = checked[name] ?? ''
    return `double ${name}(double x) {
  if (x != x) return ${name === 'fabs' ? 'copysign(x, 1)' : 'x'};
  double r = __intrinsic_d("${name}", x);
  ${check}
  return ${positive.has(name) ? 'r != r ? __builtin_nan("") : r' : 'r'};
}
float ${name}f(float x) { return (float)${name}(x); }`
  })
  .join('\n')

const binary = `
double atan2(double y, double x) { return __intrinsic_d("atan2", y, x); }
double hypot(double x, double y) {
  if (x != x && y - y == 0) return x;
  double r = __intrinsic_d("hypot", x, y);
  if (r == INF && x - x == 0 && y - y == 0) errno = ERANGE;
  return r;
}

double pow(double x, double y) {
  double r = __intrinsic_d("pow", x, y);
  if (r - r != 0 && x - x == 0 && y - y == 0) errno = r != r ? EDOM : ERANGE;
  if (r == 0 && x != 0 && x - x == 0 && y - y == 0) errno = ERANGE;
  return r;
}

double fmod(double x, double y) {
  if (y == 0 && x == x || x - x != 0 && x == x && y == y) errno = EDOM;
  return __intrinsic_d("fmod", x, y);
}

double fma(double x, double y, double z) { return __intrinsic_d("fma", x, y, z); }
double nearbyint(double x) { return rint(x); }
double logb(double x) { return x == 0 ? -INF : x - x != 0 ? x * x : (double)ilogb(x); }
double exp10(double x) { return pow(10, x); }
double drem(double x, double y) { return remainder(x, y); }
double significand(double x) { return x == 0 || x - x != 0 ? x : scalbn(x, -ilogb(x)); }

double remainder(double x, double y) {
  if (y == 0 && x == x || x - x != 0 && x == x && y == y) errno = EDOM;
  if (y == 0 || x - x != 0 || y != y) return (x * y) / (x * y);
  if (y - y != 0) return x;
  double size = fabs(y), r = fmod(fabs(x), size), left = size - r;
  /* The quotient's parity decides a tie. */
  if (r > left || r == left && fmod(fabs(x), 2 * size) >= size) r -= size;
  return signbit(x) ? -r : r;
}

/* The quotient is known up to a multiple of 8; a NaN leaves it alone. */
double remquo(double x, double y, int *quotient) {
  if (y == 0 || x - x != 0 || y != y) return (x * y) / (x * y);
  double size = fabs(y), r = size < 0x1p1020 ? fmod(fabs(x), 8 * size) : fabs(x);
  int n = 0;
  for (int part = 4; part > 0; part /= 2) if (r >= part * size) {
    r -= part * size;
    n += part;
  }
  n += r > size - r || r == size - r && n % 2;
  *quotient = signbit(x) != signbit(y) ? -n : n;
  return remainder(x, y);
}

typedef union { double value; unsigned long bits; struct { unsigned low, high; } half; } shape;

double copysign(double x, double y) {
  shape a = {x}, b = {y};
  a.bits = (a.bits & ~(1UL << 63)) | (b.bits & 1UL << 63);
  return a.value;
}

double nextafter(double x, double y) {
  shape a = {x};
  if (x != x || y != y) return x + y;
  if (x == y) return y;
  if (x == 0) {
    a.bits = 1;
    return y < 0 ? -a.value : a.value;
  }
  if ((x < y) == (x > 0)) a.bits++;
  else a.bits--;
  if (a.value - a.value != 0 || a.bits << 1 >> 53 == 0) errno = ERANGE;
  return a.value;
}

float nextafterf(float x, float y) {
  union { float value; unsigned bits; } a = {x};
  if (x != x || y != y) return x + y;
  if (x == y) return y;
  if (x == 0) {
    a.bits = 1;
    return y < 0 ? -a.value : a.value;
  }
  if ((x < y) == (x > 0)) a.bits++;
  else a.bits--;
  return a.value;
}

double fdim(double x, double y) { return x != x || y != y ? x + y : x > y ? x - y : 0; }
double fmax(double x, double y) { return x != x ? y : y != y ? x : x == 0 && y == 0 ? (signbit(x) ? y : x) : x > y ? x : y; }
double fmin(double x, double y) { return x != x ? y : y != y ? x : x == 0 && y == 0 ? (signbit(x) ? x : y) : x < y ? x : y; }

double frexp(double x, int *exponent) {
  shape a = {x};
  int e = a.bits >> 52 & 0x7ff;
  *exponent = 0;
  if (x == 0 || e == 0x7ff) return x;
  if (e == 0) {
    x = frexp(x * 0x1p64, exponent);
    *exponent -= 64;
    return x;
  }
  *exponent = e - 1022;
  a.bits = (a.bits & 0x800fffffffffffffUL) | 0x3feUL << 52;
  return a.value;
}

double scalbn(double x, int n) {
  double start = x;
  if (n > 1023) {
    x *= 0x1p1023;
    n -= 1023;
    if (n > 1023) {
      x *= 0x1p1023;
      n = n - 1023 > 1023 ? 1023 : n - 1023;
    }
  } else if (n < -1022) {
    /* In two steps that round once. */
    x *= 0x1p-1022 * 0x1p53;
    n += 1022 - 53;
    if (n < -1022) {
      x *= 0x1p-1022 * 0x1p53;
      n = n + 1022 - 53 < -1022 ? -1022 : n + 1022 - 53;
    }
  }
  shape a;
  a.bits = (unsigned long)(1023 + n) << 52;
  x *= a.value;
  if (start - start == 0 && start != 0 && (x == 0 || x - x != 0)) errno = ERANGE;
  return x;
}

double ldexp(double x, int n) { return scalbn(x, n); }
double scalbln(double x, long n) { return scalbn(x, n > 99999 ? 99999 : n < -99999 ? -99999 : (int)n); }

double modf(double x, double *whole) {
  *whole = trunc(x);
  return x - x != 0 && x == x ? copysign(0, x) : copysign(x - *whole, x);
}

float modff(float x, float *whole) {
  double part, r = modf(x, &part);
  *whole = part;
  return r;
}

int ilogb(double x) {
  int e;
  if (x == 0 || x != x) return errno = EDOM, FP_ILOGB0;
  if (x - x != 0) return errno = EDOM, 0x7fffffff;
  frexp(x, &e);
  return e - 1;
}

double nan(const char *tag) { return __builtin_nan(""); }
float nanf(const char *tag) { return __builtin_nanf(""); }
long lrint(double x) { return (long)rint(x); }
long lround(double x) { return (long)round(x); }
long long llrint(double x) { return (long)rint(x); }
long long llround(double x) { return (long)round(x); }
int finite(double x) { return x - x == 0; }
int isinff(float x) { return x - x != 0 && x == x ? x < 0 ? -1 : 1 : 0; }
int isnanf(float x) { return x != x; }

int __signbit(double x) {
  shape a = {x};
  return a.bits >> 63 ? 1 : 0;
}

int __fpclassify(double x) {
  return x != x ? FP_NAN : x - x != 0 ? FP_INFINITE : x == 0 ? FP_ZERO : fabs(x) < 0x1p-1022 ? FP_SUBNORMAL : FP_NORMAL;
}

int __fpclassifyf(float x) {
  return x != x ? FP_NAN : x - x != 0 ? FP_INFINITE : x == 0 ? FP_ZERO : fabs(x) < 0x1p-126 ? FP_SUBNORMAL : FP_NORMAL;
}

void sincos(double x, double *sine, double *cosine) {
  *sine = sin(x);
  *cosine = cos(x);
}

int fegetround(void) { return FE_TONEAREST; }
int fesetround(int mode) { return mode != FE_TONEAREST; }
`

const floats = [
  ...'atan2 hypot pow fmod remainder copysign fdim fmax fmin'
    .split(' ')
    .map((name) => `float ${name}f(float x, float y) { return (float)${name}(x, y); }`),
  ...'logb nearbyint'.split(' ').map((name) => `float ${name}f(float x) { return (float)${name}(x); }`),
  // The product is exact as a double; the sum is rounded to odd, so that rounding it again is as if it were the first time.
  `float fmaf(float x, float y, float z) {
  double p = (double)x * y, s = p + z, t = s - p, error = (p - (s - t)) + (z - t);
  union { double value; unsigned long bits; } sum = {s};
  if (error != 0 && isfinite(error) && sum.bits % 2 == 0) sum.bits += (error > 0) == (s > 0) ? 1 : -1;
  return (float)sum.value;
}`,
  'float remquof(float x, float y, int *quotient) { return (float)remquo(x, y, quotient); }',
  'float frexpf(float x, int *n) { return (float)frexp(x, n); }',
  'float ldexpf(float x, int n) { return (float)scalbn(x, n); }',
  'float scalbnf(float x, int n) { return (float)scalbn(x, n); }',
  'float scalblnf(float x, long n) { return (float)scalbln(x, n); }',
  'int ilogbf(float x) { return ilogb(x); }',
  ...'lrint lround'.split(' ').map((name) => `long ${name}f(float x) { return ${name}(x); }`),
  ...'llrint llround'.split(' ').map((name) => `long long ${name}f(float x) { return ${name}(x); }`),
].join('\n')

const head = `#include <internal/libc.h>
#include <math.h>
#include <fenv.h>
#define INF __builtin_inf()
int signgam;
`

export const MATH = [head, unary, binary, floats, '\n'].join('')
