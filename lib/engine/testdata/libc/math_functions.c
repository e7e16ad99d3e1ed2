#define _GNU_SOURCE
#include <errno.h>
#include <fenv.h>
#include <math.h>
#include <stdio.h>

#define SHOW(call) printf("%s = %.12g\n", #call, (double)(call))

int main(void) {
  SHOW(sin(1)); SHOW(cos(1)); SHOW(tan(1)); SHOW(asin(0.5)); SHOW(acos(0.5)); SHOW(atan(2)); SHOW(atan2(-1, -2));
  SHOW(sinh(1)); SHOW(cosh(1)); SHOW(tanh(1)); SHOW(asinh(2)); SHOW(acosh(2)); SHOW(atanh(0.5));
  SHOW(exp(1)); SHOW(exp2(0.5)); SHOW(exp10(2)); SHOW(expm1(1e-5)); SHOW(log(10)); SHOW(log10(1000)); SHOW(log1p(1e-5)); SHOW(log2(8)); SHOW(logb(100));
  SHOW(pow(2, 10)); SHOW(pow(2, 0.5)); SHOW(pow(-8, 3)); SHOW(pow(10, -3)); SHOW(sqrt(2)); SHOW(cbrt(27)); SHOW(hypot(3, 4));
  SHOW(fabs(-2)); SHOW(ceil(1.2)); SHOW(floor(-1.2)); SHOW(round(2.5)); SHOW(round(-2.5)); SHOW(trunc(-2.7)); SHOW(rint(2.5)); SHOW(nearbyint(3.5));
  SHOW(fmod(7.5, 2)); SHOW(fmod(-7.5, 2)); SHOW(remainder(7, 2)); SHOW(remainder(5, 2)); SHOW(drem(8, 3)); SHOW(fdim(3, 1)); SHOW(fmax(1, NAN)); SHOW(fmin(1, 2));
  SHOW(copysign(3, -0.0)); SHOW(nextafter(1, 2) - 1); SHOW(fma(2, 3, 4)); SHOW(scalbn(1, 10)); SHOW(scalbln(1, -3)); SHOW(ldexp(0.5, 4)); SHOW(significand(12));
  SHOW(erf(0.5)); SHOW(erfc(0.5)); SHOW(tgamma(5)); SHOW(lgamma(10));
  SHOW(ilogb(100)); SHOW(lrint(2.5)); SHOW(llrint(-2.5)); SHOW(lround(2.5)); SHOW(llround(-2.5));
  SHOW(sinf(1)); SHOW(cosf(1)); SHOW(tanf(1)); SHOW(asinf(0.5f)); SHOW(acosf(0.5f)); SHOW(atanf(2)); SHOW(atan2f(1, 2));
  SHOW(sinhf(1)); SHOW(coshf(1)); SHOW(tanhf(1)); SHOW(asinhf(2)); SHOW(acoshf(2)); SHOW(atanhf(0.5f));
  SHOW(expf(1)); SHOW(exp2f(0.5f)); SHOW(expm1f(0.01f)); SHOW(logf(10)); SHOW(log10f(1000)); SHOW(log1pf(0.01f)); SHOW(log2f(8)); SHOW(logbf(100));
  SHOW(powf(2, 0.5f)); SHOW(sqrtf(2)); SHOW(cbrtf(27)); SHOW(hypotf(3, 4)); SHOW(fabsf(-2)); SHOW(ceilf(1.2f)); SHOW(floorf(-1.2f)); SHOW(roundf(2.5f)); SHOW(truncf(-2.7f)); SHOW(rintf(2.5f)); SHOW(nearbyintf(3.5f));
  SHOW(fmodf(7.5f, 2)); SHOW(remainderf(7, 2)); SHOW(fdimf(3, 1)); SHOW(fmaxf(1, 2)); SHOW(fminf(1, 2)); SHOW(copysignf(3, -1)); SHOW(nextafterf(1, 2) - 1); SHOW(fmaf(2, 3, 4));
  SHOW(scalbnf(1, 10)); SHOW(scalblnf(1, -3)); SHOW(ldexpf(0.5f, 4)); SHOW(erff(0.5f)); SHOW(erfcf(0.5f)); SHOW(tgammaf(5)); SHOW(lgammaf(10));
  SHOW(ilogbf(100)); SHOW(lrintf(2.5f)); SHOW(llrintf(-2.5f)); SHOW(lroundf(2.5f)); SHOW(llroundf(-2.5f));
  int e;
  double whole, s, c;
  float wholef;
  SHOW(frexp(48, &e)); printf("%d\n", e);
  SHOW(frexpf(48, &e)); printf("%d\n", e);
  SHOW(modf(-3.25, &whole)); printf("%g\n", whole);
  SHOW(modff(3.25f, &wholef)); printf("%g\n", wholef);
  sincos(1, &s, &c);
  printf("%.6f %.6f\n", s, c);
  printf("%d %d %d %d\n", isnan(nan("")), isnan(nanf("")) != 0, isinf(-INFINITY), isfinite(1.0) != 0);
  printf("%d %d %d %d %d\n", fpclassify(0.0) == FP_ZERO, fpclassify(1e-310) == FP_SUBNORMAL, isnormal(1.0) != 0, signbit(-0.0) != 0, fpclassify(NAN) == FP_NAN);
  printf("%d %d %d %d %d\n", isgreater(2.0, 1.0), isless(1.0, NAN), isunordered(1.0, NAN), islessgreater(1.0, 2.0), finite(1.0) != 0);
  printf("%d %d\n", isinff(1e30f * 1e30f), isnanf(1.0f) != 0);
  errno = 0; SHOW(sqrt(-1)); printf("%d\n", errno == EDOM);
  errno = 0; SHOW(log(0)); printf("%d\n", errno == ERANGE);
  errno = 0; SHOW(exp(1000)); printf("%d\n", errno == ERANGE);
  errno = 0; SHOW(pow(-8, 1.0 / 3)); printf("%d\n", errno == EDOM);
  errno = 0; SHOW(fmod(1, 0)); printf("%d\n", errno == EDOM);
  errno = 0; SHOW(acos(2)); printf("%d\n", errno == EDOM);
  SHOW(tgamma(0.5)); SHOW(lgamma(0.5)); SHOW(fmod(-0.0, 1)); SHOW(atan2(0.0, -0.0)); SHOW(pow(0, 0)); SHOW(pow(1, NAN));
  printf("%d %d\n", fegetround() == FE_TONEAREST, fesetround(FE_TONEAREST));
  return 0;
}
