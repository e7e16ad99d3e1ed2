#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int viaList(const char *text, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int n = vsscanf(text, format, list);
  va_end(list);
  return n;
}

static int fromInput(const char *format, ...) {
  va_list list;
  va_start(list, format);
  int n = vscanf(format, list);
  va_end(list);
  return n;
}

static int fromStream(FILE *f, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int n = vfscanf(f, format, list);
  va_end(list);
  return n;
}

int main(void) {
  int a, b, c, d;
  double x;
  char s[20], t[20], one;
  printf("%d", scanf("%d %d %i %i %lf %s", &a, &b, &c, &d, &x, s));
  printf(" %d %d %d %d %g %s\n", a, b, c, d, x, s);
  printf("%d", scanf("%2d:%d:%d [%[a-z]]%s %d%% %c", &a, &b, &c, s, t, &d, &one));
  printf(" %d %d %d %s %s %d %c\n", a, b, c, s, t, d, one);
  printf("%d", fscanf(stdin, "%*d %d,%d,%d;%1d", &a, &b, &c, &d));
  printf(" %d %d %d %d\n", a, b, c, d);
  printf("%d", fromInput(" %[^\n]", s));
  printf(" %s\n", s);
  printf("%d", fromStream(stdin, "%d %d", &a, &b));
  printf(" %d, then %c\n", a, getchar());
  char *made;
  short h;
  signed char hh;
  long l;
  float f;
  void *p;
  printf("%d", viaList("123 200 300 -4 1.5e1 (nil) 0xff", "%hd %hhd %ld %n%f", &h, &hh, &l, &a, &f));
  printf(" %d %d %ld %d %g\n", h, hh, l, a, f);
  printf("%d", sscanf("grown words", "%ms", &made));
  printf(" %s\n", made);
  free(made);
  printf("%d", sscanf("0x1234 u", "%p %1c", &p, &one));
  printf(" %p %c\n", p, one);
  printf("%d %d %d %d\n", sscanf("", "%d", &a), sscanf("x", "%d", &a), sscanf("5", "%d %d", &a, &b), sscanf("   ", "%s", s));
  printf("%d", sscanf("12abc", "%3x%s", &a, s));
  printf(" %x %s\n", a, s);
  printf("%d", sscanf("-0x1p4 inf nan .5 1e", "%lf", &x));
  printf(" %g\n", x);
  printf("%d", sscanf("a-b]c", "%[]a-]%s", s, t));
  printf(" %s %s\n", s, t);
  printf("%d", sscanf("abcdef", "%3c%n", s, &a));
  printf(" %.3s %d\n", s, a);
  printf("%d\n", sscanf("7 8", "%d%*c%d", &a, &b));
  return 0;
}
