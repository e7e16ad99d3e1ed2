/* One name for float and double. */
#include <stdio.h>
#include <tgmath.h>
#define KIND(x) _Generic((x), float: "float", double: "double", int: "int", long: "long", default: "other")
int main(void) {
  float f = 2.0f;
  double d = 2.0;
  printf("%s %s\n", KIND(sqrt(f)), KIND(sqrt(d)));
  printf("%.9f %.15f\n", sqrt(f), sqrt(d));
  printf("%s %s %s\n", KIND(pow(f, f)), KIND(pow(f, d)), KIND(pow(d, d)));
  printf("%.9f %.15f %.3f\n", sin(f), sin(d), sqrt(2));
  printf("%.9f %.15f\n", atan2(f, f), atan2(d, f));
  printf("%s %s %ld\n", KIND(fabs(f)), KIND(floor(d)), lround(f));
  printf("%g %g %g\n", fmax(f, 3.0f), fma(d, d, d), ldexp(f, 3));
  return 0;
}
