#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char *end;
  printf("%d %ld %lld %g\n", atoi(" -42x"), atol("9000000000"), atoll("-1"), atof("2.5e3"));
  printf("%ld", strtol("0x1fz", &end, 0));
  printf(" left '%s'\n", end);
  printf("%ld %ld %ld\n", strtol("777", NULL, 8), strtol("zz", NULL, 36), strtol("-101", NULL, 2));
  errno = 0;
  printf("%ld %d\n", strtol("99999999999999999999", NULL, 10), errno == ERANGE);
  errno = 0;
  printf("%lu %d\n", strtoul("-1", NULL, 10), errno);
  printf("%lld %llu\n", strtoll("-9223372036854775808", NULL, 10), strtoull("18446744073709551615", NULL, 10));
  printf("%" PRIdMAX " %" PRIuMAX "\n", strtoimax("-5", NULL, 10), strtoumax("5", NULL, 10));
  printf("%.17g %.9g\n", strtod("0.1", &end), strtof("0.1", &end));
  printf("%g %g %g\n", strtod("inf", NULL), strtod("-nan", NULL), strtod("0x1.8p1", NULL));
  errno = 0;
  printf("%g %d\n", strtod("1e999", &end), errno == ERANGE);
  printf("%d %ld %lld %" PRIdMAX "\n", abs(-3), labs(-3L), llabs(-3LL), imaxabs(-3));
  div_t d = div(-7, 2);
  ldiv_t l = ldiv(7, -2);
  lldiv_t q = lldiv(9, 4);
  imaxdiv_t m = imaxdiv(10, 3);
  printf("%d %d %ld %ld %lld %lld %" PRIdMAX " %" PRIdMAX "\n", d.quot, d.rem, l.quot, l.rem, q.quot, q.rem, m.quot, m.rem);
  wchar_t wide[8];
  char narrow[8];
  printf("%zu %d %d %d\n", mbstowcs(wide, "abc", 8), mblen("x", 1), mbtowc(wide, "y", 1), wctomb(narrow, L'z'));
  printf("%zu %s\n", wcstombs(narrow, L"hey", 8), narrow);
  return 0;
}
