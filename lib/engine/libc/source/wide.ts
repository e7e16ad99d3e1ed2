/** <wchar.h> and <wctype.h>: strings of wide characters, and what kinds of them there are. */

export const WIDE_STRING = String.raw`#include <internal/libc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

size_t wcsnlen(const wchar_t *s, size_t n) {
  size_t i = 0;
  while (i < n && s[i]) i++;
  return i;
}

size_t wcslen(const wchar_t *s) { return wcsnlen(s, -1); }
wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t n) { return (wchar_t *)__intrinsic_v("memcpy", to, from, n * sizeof *to); }
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t n) { return (wchar_t *)__intrinsic_v("memmove", to, from, n * sizeof *to); }

wchar_t *wmemset(wchar_t *s, wchar_t c, size_t n) {
  for (size_t i = 0; i < n; i++) s[i] = c;
  return s;
}

int wmemcmp(const wchar_t *a, const wchar_t *b, size_t n) {
  for (size_t i = 0; i < n; i++) if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t n) {
  for (size_t i = 0; i < n; i++) if (s[i] == c) return (wchar_t *)s + i;
  return 0;
}

static wchar_t *put(wchar_t *to, const wchar_t *from, size_t n) { return memcpy(to, from, n * sizeof *to); }

wchar_t *wcscpy(wchar_t *to, const wchar_t *from) { return put(to, from, wcslen(from) + 1); }
wchar_t *wcpcpy(wchar_t *to, const wchar_t *from) { return wcscpy(to, from) + wcslen(from); }

wchar_t *wcpncpy(wchar_t *to, const wchar_t *from, size_t n) {
  size_t length = wcsnlen(from, n);
  wmemset(put(to, from, length) + length, 0, n - length);
  return to + length;
}

wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t n) {
  wcpncpy(to, from, n);
  return to;
}

wchar_t *wcscat(wchar_t *to, const wchar_t *from) {
  wcscpy(to + wcslen(to), from);
  return to;
}

wchar_t *wcsncat(wchar_t *to, const wchar_t *from, size_t n) {
  size_t length = wcsnlen(from, n);
  put(to + wcslen(to), from, length)[length] = 0;
  return to;
}

/* Up to n characters, in small letters if fold. */
static int compare(const wchar_t *a, const wchar_t *b, size_t n, int fold) {
  for (; n; a++, b++, n--) {
    wchar_t x = fold ? towlower(*a) : *a, y = fold ? towlower(*b) : *b;
    if (x != y) return fold ? x - y : x < y ? -1 : 1;
    if (!x) break;
  }
  return 0;
}

int wcscmp(const wchar_t *a, const wchar_t *b) { return compare(a, b, -1, 0); }
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n) { return compare(a, b, n, 0); }
int wcscoll(const wchar_t *a, const wchar_t *b) { return compare(a, b, -1, 0); }
int wcscasecmp(const wchar_t *a, const wchar_t *b) { return compare(a, b, -1, 1); }
int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t n) { return compare(a, b, n, 1); }

size_t wcsxfrm(wchar_t *to, const wchar_t *from, size_t n) {
  size_t length = wcslen(from);
  if (n) put(to, from, length < n ? length + 1 : n);
  return length;
}

wchar_t *wcschr(const wchar_t *s, wchar_t c) { return wmemchr(s, c, wcslen(s) + 1); }

wchar_t *wcsrchr(const wchar_t *s, wchar_t c) {
  for (size_t i = wcslen(s) + 1; i > 0; i--) if (s[i - 1] == c) return (wchar_t *)s + i - 1;
  return 0;
}

static size_t span(const wchar_t *s, const wchar_t *set, int wanted) {
  size_t i = 0;
  while (s[i] && (wcschr(set, s[i]) != 0) == wanted) i++;
  return i;
}

size_t wcsspn(const wchar_t *s, const wchar_t *set) { return span(s, set, 1); }
size_t wcscspn(const wchar_t *s, const wchar_t *set) { return span(s, set, 0); }

wchar_t *wcspbrk(const wchar_t *s, const wchar_t *set) {
  s += wcscspn(s, set);
  return *s ? (wchar_t *)s : 0;
}

wchar_t *wcsstr(const wchar_t *s, const wchar_t *part) {
  size_t n = wcslen(part);
  for (;; s++) {
    if (!wcsncmp(s, part, n)) return (wchar_t *)s;
    if (!*s) return 0;
  }
}

wchar_t *wcstok(wchar_t *s, const wchar_t *set, wchar_t **rest) {
  if (!s) s = *rest;
  if (!s) return 0;
  s += wcsspn(s, set);
  if (!*s) return *rest = 0;
  wchar_t *end = s + wcscspn(s, set);
  *rest = *end ? end + 1 : 0;
  *end = 0;
  return s;
}

wchar_t *wcsdup(const wchar_t *s) {
  size_t n = wcslen(s) + 1;
  wchar_t *copy = malloc(n * sizeof *copy);
  return copy ? put(copy, s, n) : 0;
}

/* Numbers are of ASCII: as many characters as can be part of one are read as bytes. */
static void narrow(const wchar_t *from, char to[400]) {
  size_t i = 0;
  for (; i < 399 && from[i] > 0 && from[i] < 128; i++) to[i] = from[i];
  to[i] = 0;
}

#define NUMBER(type, read) \
  char text[400], *stop; \
  narrow(s, text); \
  type value = read; \
  if (end) *end = (wchar_t *)s + (stop - text); \
  return value;

double wcstod(const wchar_t *s, wchar_t **end) {
  NUMBER(double, strtod(text, &stop))
}

float wcstof(const wchar_t *s, wchar_t **end) {
  NUMBER(float, strtof(text, &stop))
}

long double wcstold(const wchar_t *s, wchar_t **end) {
  NUMBER(long double, strtold(text, &stop))
}

long wcstol(const wchar_t *s, wchar_t **end, int base) {
  NUMBER(long, strtol(text, &stop, base))
}

unsigned long wcstoul(const wchar_t *s, wchar_t **end, int base) {
  NUMBER(unsigned long, strtoul(text, &stop, base))
}

long long wcstoll(const wchar_t *s, wchar_t **end, int base) { return wcstol(s, end, base); }
unsigned long long wcstoull(const wchar_t *s, wchar_t **end, int base) { return wcstoul(s, end, base); }
long wcstoimax(const wchar_t *s, wchar_t **end, int base) { return wcstol(s, end, base); }
unsigned long wcstoumax(const wchar_t *s, wchar_t **end, int base) { return wcstoul(s, end, base); }

size_t wcsftime(wchar_t *to, size_t size, const wchar_t *format, const struct tm *parts) {
  char text[1024], plain[400];
  narrow(format, plain);
  size_t n = strftime(text, sizeof text, plain, parts);
  if (n >= size) return 0;
  for (size_t i = 0; i <= n; i++) to[i] = (unsigned char)text[i];
  return n;
}

/* Hangul, kana and Chinese characters are two wide on a terminal. */
int wcwidth(wchar_t c) {
  if (!c) return 0;
  if (!iswprint(c)) return -1;
  if (c >= 0x300 && c < 0x370 || c >= 0x1160 && c < 0x1200 || c >= 0x200b && c < 0x2010) return 0;
  int two = c >= 0x1100 && c < 0x1160 || c >= 0x2e80 && c < 0xa4d0 && c != 0x303f || c >= 0xac00 && c < 0xd7a4 || c >= 0xf900 && c < 0xfb00;
  return two || c >= 0xfe30 && c < 0xfe70 || c >= 0xff00 && c < 0xff61 || c >= 0x1f300 && c < 0x1f650 || c >= 0x20000 && c < 0x3fffe ? 2 : 1;
}

int wcswidth(const wchar_t *s, size_t n) {
  int sum = 0;
  for (size_t i = 0; i < n && s[i]; i++) {
    int one = wcwidth(s[i]);
    if (one < 0) return -1;
    sum += one;
  }
  return sum;
}
`

export const WIDE_TYPE = `#include <internal/libc.h>
#include <ctype.h>
#include <string.h>
#include <wctype.h>

/* Letters beyond ASCII: Latin, Greek, Cyrillic, Hangul, kana, Chinese characters. */
static const unsigned letters[][2] = {
  {0xaa, 0xaa}, {0xb5, 0xb5}, {0xba, 0xba}, {0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2c1}, {0x370, 0x373}, {0x376, 0x377}, {0x37a, 0x37d},
  {0x386, 0x386}, {0x388, 0x3ff}, {0x400, 0x481}, {0x48a, 0x52f}, {0x531, 0x556}, {0x561, 0x587}, {0x5d0, 0x5ea}, {0x620, 0x64a},
  {0x1100, 0x11ff}, {0x1e00, 0x1fbc}, {0x3041, 0x3096}, {0x30a1, 0x30fa}, {0x3131, 0x318e}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
  {0xac00, 0xd7a3}, {0xf900, 0xfa6d}, {0xff21, 0xff3a}, {0xff41, 0xff5a}, {0xff66, 0xff9d}, {0x20000, 0x2a6df},
};

static int isLetter(wint_t c) {
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) if (c >= letters[i][0] && c <= letters[i][1]) return __utf8;
  return 0;
}

/* How far the small letter lies behind the capital, for the alphabets that have both in two rows. */
static wint_t change(wint_t c, int up) {
  static const struct { wint_t first, last; int step; } rows[] = {{0xc0, 0xd6, 32}, {0xd8, 0xde, 32}, {0x391, 0x3a1, 32}, {0x3a3, 0x3ab, 32}, {0x410, 0x42f, 32}, {0x400, 0x40f, 80}, {0x531, 0x556, 48}, {0xff21, 0xff3a, 32}};
  if (c < 128) return up ? toupper(c) : tolower(c);
  if (!__utf8) return c;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    wint_t shift = up ? rows[i].step : 0;
    if (c >= rows[i].first + shift && c <= rows[i].last + shift) return up ? c - rows[i].step : c + rows[i].step;
  }
  int pairs = c >= 0x100 && c < 0x130 || c >= 0x14a && c < 0x178 || c >= 0x460 && c < 0x482 || c >= 0x48a && c < 0x4c0 || c >= 0x1e00 && c < 0x1e96;
  if (pairs) return up ? c & ~1U : c | 1;
  return c;
}

wint_t towlower(wint_t c) { return change(c, 0); }
wint_t towupper(wint_t c) { return change(c, 1); }
int iswalpha(wint_t c) { return c < 128 ? isalpha(c) : isLetter(c); }
int iswdigit(wint_t c) { return c - '0' < 10; }
int iswalnum(wint_t c) { return iswalpha(c) || iswdigit(c); }
int iswxdigit(wint_t c) { return c < 128 && isxdigit(c); }
int iswupper(wint_t c) { return c < 128 ? isupper(c) : towlower(c) != c; }
int iswlower(wint_t c) { return c < 128 ? islower(c) : towupper(c) != c || __utf8 && c == 0xdf; }
int iswcntrl(wint_t c) { return c < 128 ? iscntrl(c) : __utf8 && (c < 0xa0 || c == 0x2028 || c == 0x2029); }

int iswspace(wint_t c) {
  return c < 128 ? isspace(c) : __utf8 && (c == 0x1680 || c >= 0x2000 && c <= 0x200a && c != 0x2007 || c == 0x2028 || c == 0x2029 || c == 0x205f || c == 0x3000);
}

int iswblank(wint_t c) { return c < 128 ? isblank(c) : iswspace(c) && c != 0x2028 && c != 0x2029; }
int iswprint(wint_t c) { return c < 128 ? isprint(c) : __utf8 && c < 0x110000 && !iswcntrl(c) && !(c >= 0xd800 && c < 0xe000); }
int iswgraph(wint_t c) { return c < 128 ? isgraph(c) : iswprint(c) && !iswspace(c); }
int iswpunct(wint_t c) { return c < 128 ? ispunct(c) : iswgraph(c) && !isLetter(c); }

static const struct { const char *name; int (*is)(wint_t); } classes[] = {
  {"alnum", iswalnum}, {"alpha", iswalpha}, {"blank", iswblank}, {"cntrl", iswcntrl}, {"digit", iswdigit}, {"graph", iswgraph},
  {"lower", iswlower}, {"print", iswprint}, {"punct", iswpunct}, {"space", iswspace}, {"upper", iswupper}, {"xdigit", iswxdigit},
};

wctype_t wctype(const char *name) {
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) if (!strcmp(classes[i].name, name)) return i + 1;
  return 0;
}

int iswctype(wint_t c, wctype_t which) { return which ? classes[which - 1].is(c) : 0; }

static const int down = 0, up = 1;

wctrans_t wctrans(const char *name) {
  if (!strcmp(name, "tolower")) return &down;
  return strcmp(name, "toupper") ? 0 : &up;
}

wint_t towctrans(wint_t c, wctrans_t which) { return which ? change(c, *which) : c; }
`
