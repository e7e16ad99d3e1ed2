/* What sscanf returns and stores, for a few hundred pairs of text and format. */
#include <stdio.h>
#include <string.h>
static const char *integers[] = {"", " ", "7", "-7", "+7", " 42x", "x", "-", "+", "- 7", "0", "007", "08", "0x", "0x1f", "0X1F", "0xg", "1e5", "2147483647", "2147483648", "-2147483648", "99999999999999999999", "--5", "5 6", "1,2", "\n\t9", "12345", "0b1", ".5"};
static const char *integerFormats[] = {"%d", "%i", "%u", "%x", "%o", "%3d", "%1d", "%2x", "%2i", " %d", "%d%d", "%d,%d", "%*d", "%*d%d", "%1x"};
static const char *reals[] = {"", "3.5", "-3.5e2", ".5", "5.", ".", "1e", "1e+", "1e5x", "inf", "INFINITY", "infin", "nan", "na", "0x1.8p1", "0x", "+.e1", "1.2.3", "  7", "e5", "-", "1e400", "12345678"};
static const char *realFormats[] = {"%lf", "%le", "%lg", "%4lf", "%2lf", "%1lf", "%lf%lf", "%*lf%lf"};
static const char *words[] = {"", " ", "word", " word next", "123", "abc123", "\nabc", "a", "]x", "a-z", "a b c", "key=value", "%x", "x"};
static const char *wordFormats[] = {"%s", "%3s", "%[a-z]", "%[^a-z]", "%[^\n]", "%[^=]=%s", "%3[a-z]", "%[]x]", "%[^]x]", "%[a-]", "%*s%s", "%*[a-z]%s", "%[0-9]%s", " %[a-z]", "%s %s", "%%%s", "a%s", "%[abc]%[123]", "%[^ ] %[^ ]"};
static const char *charFormats[] = {"%c", "%2c", "%5c", " %c", "%*c%c", "%c%c", "%%"};
static void integer(const char *text, const char *format) {
  int a = -1, b = -1;
  int r = sscanf(text, format, &a, &b);
  printf("%d/%d/%d ", r, a, b);
}
static void real(const char *text, const char *format) {
  double a = -1, b = -1;
  int r = sscanf(text, format, &a, &b);
  printf("%d/%g/%g ", r, a, b);
}
static void word(const char *text, const char *format) {
  char a[50] = "-", b[50] = "-";
  int r = sscanf(text, format, a, b);
  printf("%d/%s/%s ", r, a, b);
}
#define ALL(list) for (unsigned i = 0; i < sizeof list / sizeof *list; i++)
int main(void) {
  for (unsigned j = 0; j < sizeof integerFormats / sizeof *integerFormats; j++) {
    printf("%s: ", integerFormats[j]);
    ALL(integers) integer(integers[i], integerFormats[j]);
    printf("\n");
  }
  for (unsigned j = 0; j < sizeof realFormats / sizeof *realFormats; j++) {
    printf("%s: ", realFormats[j]);
    ALL(reals) real(reals[i], realFormats[j]);
    printf("\n");
  }
  for (unsigned j = 0; j < sizeof wordFormats / sizeof *wordFormats; j++) {
    printf("%s: ", wordFormats[j]);
    ALL(words) word(words[i], wordFormats[j]);
    printf("\n");
  }
  for (unsigned j = 0; j < sizeof charFormats / sizeof *charFormats; j++) {
    printf("%s: ", charFormats[j]);
    ALL(words) word(words[i], charFormats[j]);
    printf("\n");
  }
  long l;
  short s;
  signed char c;
  unsigned char u;
  long long ll;
  float f;
  void *p;
  char *grown = NULL, *second = NULL;
  int n = -1, m = -1, x = -1, r;
  r = sscanf("70000 300 -1 -1 5 1.5 0x10", "%hd %hhd %hhu %ld %lld %f %p", &s, &c, &u, &l, &ll, &f, &p);
  printf("%d %d %d %u %ld %lld %g %p\n", r, s, c, u, l, ll, f, p);
  r = sscanf("word 12", "%ms %n%d%n", &grown, &n, &x, &m);
  printf("%d %s %d %d %d\n", r, grown, n, x, m);
  r = sscanf("abc123", "%m[a-z]%m[A-Z]", &grown, &second);
  printf("%d %s\n", r, grown);
  r = sscanf("12 abc", "%d%n %n%d", &x, &n, &m, &x);
  printf("%d %d %d\n", r, n, m);
  r = sscanf("", "%n", &n);
  printf("%d %d\n", r, n);
  r = sscanf("abc", "abc%n", &n);
  printf("%d %d\n", r, n);
  r = sscanf("ab", "abc%n", &n);
  printf("%d %d\n", r, n);
  r = sscanf("10:20:30", "%d:%d:%d", &x, &n, &m);
  printf("%d %d %d %d\n", r, x, n, m);
  r = sscanf("10:20:", "%d:%d:%d", &x, &n, &m);
  printf("%d\n", r);
  r = sscanf("10", "%d %d", &x, &n);
  printf("%d\n", r);
  r = sscanf("10 x", "%d %d", &x, &n);
  printf("%d\n", r);
  r = sscanf("abc", "%d", &x);
  printf("%d\n", r);
  r = sscanf("   ", "%c", (char *)&n);
  printf("%d\n", r);
  return 0;
}
