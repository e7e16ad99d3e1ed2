/** <math.h> and <fenv.h>. Each function of doubles has its float sister; of those of long doubles the exact ones are here. */

const unary =
  `acos asin atan cos sin tan acosh asinh atanh cosh sinh tanh exp exp2 expm1 log log10 log1p log2 logb
cbrt fabs sqrt ceil floor nearbyint rint round trunc erf erfc tgamma lgamma`
    .split(/\s+/)
    .map((name) => `${name}(TYPE x)`)

const others = [
  'atan2(TYPE y, TYPE x)',
  'hypot(TYPE x, TYPE y)',
  'pow(TYPE x, TYPE y)',
  'fmod(TYPE x, TYPE y)',
  'remainder(TYPE x, TYPE y)',
  'remquo(TYPE x, TYPE y, int *quotient)',
  'copysign(TYPE x, TYPE y)',
  'nextafter(TYPE x, TYPE y)',
  'fdim(TYPE x, TYPE y)',
  'fmax(TYPE x, TYPE y)',
  'fmin(TYPE x, TYPE y)',
  'fma(TYPE x, TYPE y, TYPE z)',
  'frexp(TYPE x, int *exponent)',
  'ldexp(TYPE x, int exponent)',
  'scalbn(TYPE x, int exponent)',
  'scalbln(TYPE x, long exponent)',
  'modf(TYPE x, TYPE *whole)',
  'nan(const char *tag)',
]

const withSuffix = (prototype: string, suffix: string, type: string) =>
  `${type} ${prototype.replace('(', `${suffix}(`).replaceAll('TYPE', type)};`

const family = (suffix: string, type: string) =>
  [...unary, ...others].map((prototype) => withSuffix(prototype, suffix, type)).join('\n')

const toInteger = (suffix: string, type: string) =>
  ['int ilogb', 'long lrint', 'long long llrint', 'long lround', 'long long llround']
    .map((name) => `${name}${suffix}(${type} x);`)
    .join('\n')

const constants = `M_E 2.7182818284590452354 M_LOG2E 1.4426950408889634074 M_LOG10E 0.43429448190325182765
M_LN2 0.69314718055994530942 M_LN10 2.30258509299404568402 M_PI 3.14159265358979323846 M_PI_2 1.57079632679489661923
M_PI_4 0.78539816339744830962 M_1_PI 0.31830988618379067154 M_2_PI 0.63661977236758134308
M_2_SQRTPI 1.12837916709551257390 M_SQRT2 1.41421356237309504880 M_SQRT1_2 0.70710678118654752440`

const math = `#ifndef _MATH_H
#define _MATH_H 1
typedef float float_t;
typedef double double_t;
#define HUGE_VAL (__builtin_huge_val())
#define HUGE_VALF (__builtin_huge_valf())
#define HUGE_VALL (1e5000L)
#define INFINITY (__builtin_inff())
#define NAN (__builtin_nanf(""))
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define FP_ILOGB0 (-2147483647 - 1)
#define FP_ILOGBNAN (-2147483647 - 1)
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling (MATH_ERRNO | MATH_ERREXCEPT)
#define MAXFLOAT 3.40282347e+38F
${constants.replace(/(\w+) (\S+)\s*/g, '#define $1 $2\n')}
${family('', 'double')}
${family('f', 'float')}
${toInteger('', 'double')}
${toInteger('f', 'float')}
long double fabsl(long double x);
long double copysignl(long double x, long double y);
long double truncl(long double x);
long double floorl(long double x);
long double ceill(long double x);
long double roundl(long double x);
long double fmaxl(long double x, long double y);
long double fminl(long double x, long double y);
long double sqrtl(long double x);
long double fmodl(long double x, long double y);
double drem(double x, double y);
double significand(double x);
int finite(double x);
int isinff(float x);
int isnanf(float x);
extern int signgam;
int __fpclassify(double x);
int __fpclassifyf(float x);
int __signbit(double x);
#define fpclassify(x) (sizeof(x) == sizeof(float) ? __fpclassifyf(x) : __fpclassify(x))
#define isfinite(x) (__fpclassify(x) >= FP_ZERO)
#define isinf(x) (__fpclassify(x) == FP_INFINITE ? (__signbit(x) ? -1 : 1) : 0)
#define isnan(x) (__fpclassify(x) == FP_NAN)
#define isnormal(x) (fpclassify(x) == FP_NORMAL)
#define signbit(x) (__signbit(x))
#define isgreater(x, y) ((x) > (y))
#define isgreaterequal(x, y) ((x) >= (y))
#define isless(x, y) ((x) < (y))
#define islessequal(x, y) ((x) <= (y))
#define islessgreater(x, y) ((x) < (y) || (x) > (y))
#define isunordered(x, y) ((x) != (x) || (y) != (y))
#ifdef _GNU_SOURCE
void sincos(double x, double *sine, double *cosine);
double exp10(double x);
#endif
#endif
`

const fenv = `#ifndef _FENV_H
#define _FENV_H 1
#define FE_INVALID 1
#define FE_DIVBYZERO 4
#define FE_OVERFLOW 8
#define FE_UNDERFLOW 16
#define FE_INEXACT 32
#define FE_ALL_EXCEPT 61
#define FE_TONEAREST 0
int fegetround(void);
int fesetround(int mode);
#endif
`

export const MATH_HEADERS: Readonly<Record<string, string>> = { 'math.h': math, 'fenv.h': fenv }
