/** Locales and characters of several bytes: in the locale "C" a character is a byte of ASCII, in "C.UTF-8" one of UTF-8. */

export const LOCALE = `#include <internal/libc.h>
#include <locale.h>
#include <string.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#define NONE CHAR_MAX
static struct lconv own = {".", "", "", "", "", "", "", "", "", "", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
/* By number; LC_ALL has one among them. */
static const char *const categories[] = {"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL",
  "LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"};
#define COUNT 13
static char utf8[COUNT], mixed[320];

static const char *wanted(int category, const char *locale) {
  if (*locale) return locale;
  const char *all = getenv("LC_ALL"), *one = getenv(categories[category]), *any = getenv("LANG");
  return all && *all ? all : one && *one ? one : any && *any ? any : "C";
}

/* 0 for "C", 1 for "C.UTF-8", -1 for what is not here. */
static int known(const char *name) {
  if (!strcmp(name, "C") || !strcmp(name, "POSIX")) return 0;
  return !strcmp(name, "C.UTF-8") || !strcmp(name, "C.utf8") ? 1 : -1;
}

static char *name(int category) { return utf8[category] ? "C.UTF-8" : "C"; }

/* All categories: one name, or each with its own. */
static char *nameOfAll(void) {
  int count = 0;
  for (int i = 0; i < COUNT; i++) count += utf8[i];
  if (count == 0 || count == COUNT) return name(0);
  char *to = mixed;
  for (int i = 0; i < COUNT; i++) if (i != LC_ALL) to += sprintf(to, "%s%s=%s", i ? ";" : "", categories[i], name(i));
  return mixed;
}

char *setlocale(int category, const char *locale) {
  if (category < 0 || category >= COUNT) {
    errno = EINVAL;
    return 0;
  }
  int first = category == LC_ALL ? 0 : category, last = category == LC_ALL ? COUNT - 1 : category, is[COUNT];
  if (!locale) return category == LC_ALL ? nameOfAll() : name(category);
  for (int i = first; i <= last; i++) if ((is[i] = known(wanted(i, locale))) < 0) return 0;
  for (int i = first; i <= last; i++) utf8[i] = is[i];
  __utf8 = utf8[LC_CTYPE];
  return category == LC_ALL ? nameOfAll() : name(category);
}

struct lconv *localeconv(void) { return &own; }
`

export const MULTIBYTE = `#include <internal/libc.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <uchar.h>

size_t __ctype_get_mb_cur_max(void) { return __utf8 ? 6 : 1; }

/* Bytes that the character takes which a byte begins; 0 if none begins with it. */
static int lengthOf(unsigned char first) {
  if (first < 0x80) return 1;
  if (!__utf8) return 0;
  return first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

/* A character from up to n bytes: how many it takes, -1 if it is none, -2 if more are needed. */
static int decode(wchar_t *to, const unsigned char *s, size_t n) {
  static const wchar_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  int length = n ? lengthOf(s[0]) : 1;
  if (!n) return -2;
  if (!length) return -1;
  wchar_t c = length == 1 ? s[0] : s[0] & 0x7f >> length;
  for (int i = 1; i < length; i++) {
    if ((size_t)i == n) return -2;
    if ((s[i] & 0xc0) != 0x80) return -1;
    c = c << 6 | s[i] & 0x3f;
  }
  if (c < least[length] || c > 0x10ffff || c >= 0xd800 && c < 0xe000) return -1;
  *to = c;
  return length;
}

/* The bytes of a character; 0 if it has none. */
static int encode(char *to, wchar_t c) {
  if (c >= 0 && c < 0x80) {
    *to = c;
    return 1;
  }
  if (!__utf8 || c < 0 || c > 0x10ffff || c >= 0xd800 && c < 0xe000) return 0;
  int length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (int i = length - 1; i > 0; i--, c >>= 6) to[i] = 0x80 | c & 0x3f;
  to[0] = 0xf00 >> length | c;
  return length;
}

size_t mbrtowc(wchar_t *to, const char *s, size_t n, mbstate_t *state) {
  static mbstate_t own;
  unsigned char bytes[4];
  wchar_t c;
  if (!state) state = &own;
  if (!s) to = 0, s = "", n = 1;
  int before = state->__count, taken = 0;
  memcpy(bytes, state->__bytes, before);
  while (before + taken < 4 && (size_t)taken < n) {
    bytes[before + taken] = s[taken];
    taken++;
    int length = decode(&c, bytes, before + taken);
    if (length == -2) continue;
    state->__count = 0;
    if (length < 0) return __result(-EILSEQ);
    if (to) *to = c;
    return c ? taken : 0;
  }
  memcpy(state->__bytes, bytes, state->__count = before + taken);
  return -2;
}

size_t wcrtomb(char *to, wchar_t c, mbstate_t *state) {
  char own[4];
  int length = to ? encode(to, c) : encode(own, 0);
  return length ? (size_t)length : (size_t)__result(-EILSEQ);
}

int mbsinit(const mbstate_t *state) { return !state || !state->__count; }

size_t mbrlen(const char *s, size_t n, mbstate_t *state) {
  static mbstate_t own;
  return mbrtowc(0, s, n, state ? state : &own);
}

/* Reads at most count bytes; stops behind the zero, and leaves a null pointer then. */
size_t mbsnrtowcs(wchar_t *to, const char **from, size_t count, size_t size, mbstate_t *state) {
  const char *s = *from, *end = count == (size_t)-1 ? (char *)-1 : s + count;
  size_t done = 0;
  wchar_t c;
  for (; (!to || done < size) && s < end; done++) {
    int length = decode(&c, (const unsigned char *)s, end - s < 4 ? (size_t)(end - s) : 4);
    if (length == -2) {
      s = end;
      break;
    }
    if (length < 0) {
      if (to) *from = s;
      return __result(-EILSEQ);
    }
    if (to) to[done] = c;
    if (!c) {
      if (to) *from = 0;
      return done;
    }
    s += length;
  }
  if (to) *from = s;
  return done;
}

size_t wcsnrtombs(char *to, const wchar_t **from, size_t count, size_t size, mbstate_t *state) {
  const wchar_t *s = *from;
  size_t done = 0;
  char bytes[4];
  for (; count > 0; count--, s++) {
    int length = encode(bytes, *s);
    if (!length) {
      if (to) *from = s;
      return __result(-EILSEQ);
    }
    if (to && done + length > size) break;
    if (to) memcpy(to + done, bytes, length);
    if (!*s) {
      if (to) *from = 0;
      return done;
    }
    done += length;
  }
  if (to) *from = s;
  return done;
}

size_t mbsrtowcs(wchar_t *to, const char **from, size_t size, mbstate_t *state) { return mbsnrtowcs(to, from, -1, size, state); }
size_t wcsrtombs(char *to, const wchar_t **from, size_t size, mbstate_t *state) { return wcsnrtombs(to, from, -1, size, state); }
size_t mbstowcs(wchar_t *to, const char *from, size_t n) { return mbsrtowcs(to, &from, n, 0); }
size_t wcstombs(char *to, const wchar_t *from, size_t n) { return wcsrtombs(to, &from, n, 0); }

int mbtowc(wchar_t *to, const char *s, size_t n) {
  wchar_t c;
  if (!s) return 0;
  int length = decode(&c, (const unsigned char *)s, n);
  if (length == -1) return __result(-EILSEQ);
  if (length < 0) return -1;
  if (to) *to = c;
  return c ? length : 0;
}

int mblen(const char *s, size_t n) { return mbtowc(0, s, n); }

int wctomb(char *to, wchar_t c) {
  return to ? (int)wcrtomb(to, c, 0) : 0;
}

wint_t btowc(int c) { return c >= 0 && c < 128 ? c : WEOF; }
int wctob(wint_t c) { return c < 128 ? (int)c : -1; }

size_t mbrtoc32(char32_t *to, const char *s, size_t n, mbstate_t *state) {
  static mbstate_t own;
  return mbrtowc((wchar_t *)to, s, n, state ? state : &own);
}

size_t c32rtomb(char *to, char32_t c, mbstate_t *state) { return wcrtomb(to, c, state); }

/* A character above U+FFFF comes in two halves; the second waits in the state, with a count of its own. */
#define HALF 8

size_t mbrtoc16(char16_t *to, const char *s, size_t n, mbstate_t *state) {
  static mbstate_t own;
  wchar_t c = 0;
  if (!state) state = &own;
  if (state->__count == HALF) {
    state->__count = 0;
    if (to) memcpy(to, state->__bytes, 2);
    return -3;
  }
  size_t taken = mbrtowc(&c, s, n, state);
  if (taken > 4) return taken;
  if (c > 0xffff) {
    char16_t low = 0xdc00 | (c - 0x10000) & 0x3ff;
    state->__count = HALF;
    memcpy(state->__bytes, &low, 2);
    c = 0xd800 | (c - 0x10000) >> 10;
  }
  if (to) *to = c;
  return taken;
}

size_t c16rtomb(char *to, char16_t c, mbstate_t *state) {
  static mbstate_t own;
  char16_t high;
  if (!state) state = &own;
  if (!to) return 1;
  if (state->__count == HALF) {
    state->__count = 0;
    memcpy(&high, state->__bytes, 2);
    if (c < 0xdc00 || c > 0xdfff) return __result(-EILSEQ);
    return wcrtomb(to, 0x10000 + ((high & 0x3ff) << 10) + (c & 0x3ff), 0);
  }
  if (c < 0xd800 || c > 0xdbff) return wcrtomb(to, c, 0);
  state->__count = HALF;
  memcpy(state->__bytes, &c, 2);
  return 0;
}
`
