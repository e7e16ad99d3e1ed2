/**
 * Wide characters on streams. A stream is of bytes or of wide characters from its first use on; what goes out is
 * written as the bytes of the locale, and what is formatted is made wide one directive after another.
 */

const streams = String.raw`#include <internal/stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* Whether the stream is one of wide characters; a fresh one becomes it. */
static int isWide(FILE *f) {
  if (f->flags & WIDE) return 1;
  if (f->direction != IDLE) return 0;
  f->flags |= WIDE;
  return 1;
}

int fwide(FILE *f, int mode) {
  if (mode > 0) isWide(f);
  return f->flags & WIDE ? 1 : f->direction != IDLE ? -1 : 0;
}

static wint_t putOne(wchar_t c, FILE *f) {
  char bytes[4];
  size_t n = isWide(f) ? wcrtomb(bytes, c, 0) : -1;
  if (n != (size_t)-1 && (n == 1 ? __putc(bytes[0], f) != EOF : __put(f, bytes, n) == n)) return c;
  if (f->flags & WIDE) f->flags |= FAILED;
  return WEOF;
}

wint_t fputwc(wchar_t c, FILE *f) {
  __lock(f);
  wint_t r = putOne(c, f);
  __unlock(f);
  return r;
}

wint_t putwc(wchar_t c, FILE *f) { return fputwc(c, f); }
wint_t putwchar(wchar_t c) { return fputwc(c, stdout); }

static int putAll(FILE *f, const wchar_t *s, size_t n) {
  for (size_t i = 0; i < n; i++) if (putOne(s[i], f) == WEOF) return -1;
  return 0;
}

int fputws(const wchar_t *s, FILE *f) {
  __lock(f);
  int r = isWide(f) && !putAll(f, s, wcslen(s)) ? 1 : -1;
  __unlock(f);
  return r;
}

static wint_t getOne(FILE *f) {
  mbstate_t state = {0};
  wchar_t c;
  if (!isWide(f)) return WEOF;
  for (;;) {
    int byte = __getc(f);
    char one = byte;
    if (byte == EOF) return WEOF;
    size_t n = mbrtowc(&c, &one, 1, &state);
    if (n == (size_t)-2) continue;
    if (n != (size_t)-1) return c;
    f->flags |= FAILED;
    return WEOF;
  }
}

wint_t fgetwc(FILE *f) {
  __lock(f);
  wint_t c = getOne(f);
  __unlock(f);
  return c;
}

wint_t getwc(FILE *f) { return fgetwc(f); }
wint_t getwchar(void) { return fgetwc(stdin); }

wint_t ungetwc(wint_t c, FILE *f) {
  char bytes[4];
  size_t n = c == WEOF || !isWide(f) ? -1 : wcrtomb(bytes, c, 0);
  if (n == (size_t)-1) return WEOF;
  while (n > 0) if (ungetc((unsigned char)bytes[--n], f) == EOF) return WEOF;
  return c;
}

wchar_t *fgetws(wchar_t *to, int size, FILE *f) {
  int n = 0;
  __lock(f);
  while (n < size - 1) {
    wint_t c = getOne(f);
    if (c == WEOF) break;
    to[n++] = c;
    if (c == '\n') break;
  }
  __unlock(f);
  if (!n) return 0;
  to[n] = 0;
  return to;
}
`

const printing = `
/* Text as it grows; count goes on where there is no room. */
struct text { wchar_t *to; size_t room, count; int failed; };

static void put(struct text *t, wchar_t c) {
  if (t->count < t->room) t->to[t->count] = c;
  t->count++;
}

struct directive { int left, width, precision, size; char kind, text[64]; };

/* A number or a star; -1 if there is neither. */
static const wchar_t *number(const wchar_t *p, int *to, va_list list) {
  *to = -1;
  if (*p == '*') {
    *to = va_arg(list, int);
    return p + 1;
  }
  while (*p >= '0' && *p <= '9') *to = (*to < 0 ? 0 : *to) * 10 + *p++ - '0';
  return p;
}

/* Reads what follows a '%', and writes it again for printf with its stars replaced. */
static const wchar_t *parse(const wchar_t *p, struct directive *d, va_list list) {
  char flags[8], size[4];
  int n = 0, m = 0;
  *d = (struct directive){0, -1, -1};
  for (; *p && wcschr(L"-+ #0'", *p); p++) {
    if (*p == '-') d->left = 1;
    if (n < 7) flags[n++] = *p;
  }
  p = number(p, &d->width, list);
  if (d->width < -1) d->left = 1, flags[n < 7 ? n++ : 6] = '-', d->width = -d->width;
  if (*p == '.') {
    p = number(p + 1, &d->precision, list);
    if (d->precision < 0 && p[-1] != '*') d->precision = 0;
  }
  for (; *p && wcschr(L"hlLqjzt", *p); p++) {
    if (*p == 'l') d->size = 8;
    if (*p == 'L') d->size = 16;
    if (m < 3) size[m++] = *p;
  }
  flags[n] = size[m] = 0;
  d->kind = *p < 128 ? *p : '?';
  char *to = d->text + sprintf(d->text, "%%%s", flags);
  if (d->width >= 0) to += sprintf(to, "%d", d->width);
  if (d->precision >= 0) to += sprintf(to, ".%d", d->precision);
  sprintf(to, "%s%c", size, d->kind);
  return *p ? p + 1 : p;
}

static void putField(struct text *t, const struct directive *d, const wchar_t *s, size_t n) {
  size_t fill = d->width > 0 && (size_t)d->width > n ? d->width - n : 0;
  for (size_t i = 0; !d->left && i < fill; i++) put(t, ' ');
  for (size_t i = 0; i < n; i++) put(t, s[i]);
  for (size_t i = 0; d->left && i < fill; i++) put(t, ' ');
}

/* A string of bytes is read as characters of the locale. */
static void putBytes(struct text *t, const struct directive *d, const char *s) {
  size_t limit = d->precision < 0 ? strlen(s) : (size_t)d->precision;
  wchar_t *wide = malloc((limit + 1) * sizeof *wide);
  size_t n = wide ? mbsrtowcs(wide, &s, limit, 0) : (size_t)-1;
  if (n == (size_t)-1) t->failed = 1;
  else putField(t, d, wide, n);
  free(wide);
}

static void putString(struct text *t, const struct directive *d, const void *s) {
  if (!s) s = d->size == 8 || d->kind == 'S' ? (void *)L"(null)" : "(null)";
  if (d->size == 8 || d->kind == 'S') putField(t, d, s, wcsnlen(s, d->precision < 0 ? (size_t)-1 : (size_t)d->precision));
  else putBytes(t, d, s);
}

static void putCharacter(struct text *t, const struct directive *d, int c) {
  wchar_t wide = d->size == 8 || d->kind == 'C' ? c : (wchar_t)btowc((unsigned char)c);
  if (wide < 0) t->failed = 1;
  else putField(t, d, &wide, 1);
}

static void putNumber(struct text *t, const char *format, long value, double real, int isReal) {
  char small[400], *p = small;
  int n = isReal ? snprintf(small, sizeof small, format, real) : snprintf(small, sizeof small, format, value);
  if (n >= (int)sizeof small && (p = malloc(n + 1))) isReal ? sprintf(p, format, real) : sprintf(p, format, value);
  for (int i = 0; p && i < n; i++) put(t, (unsigned char)p[i]);
  if (p != small) free(p);
}

static void putLongDouble(struct text *t, const char *format, long double real) {
  char small[400], *p = small;
  int n = snprintf(small, sizeof small, format, real);
  if (n >= (int)sizeof small && (p = malloc(n + 1))) sprintf(p, format, real);
  for (int i = 0; p && i < n; i++) put(t, (unsigned char)p[i]);
  if (p != small) free(p);
}

/* Characters that the text has, or -1. */
static int format(struct text *t, const wchar_t *p, va_list list) {
  struct directive d;
  while (*p && !t->failed) {
    if (*p != '%') {
      put(t, *p++);
      continue;
    }
    p = parse(p + 1, &d, list);
    if (d.kind == '%') put(t, '%');
    else if (strchr("sS", d.kind)) putString(t, &d, va_arg(list, void *));
    else if (strchr("cC", d.kind)) putCharacter(t, &d, va_arg(list, int));
    else if (d.kind == 'n') *va_arg(list, int *) = t->count;
    else if (d.kind == 'm') putBytes(t, &d, strerror(errno));
    else if (strchr("aAeEfFgG", d.kind) && d.size == 16) putLongDouble(t, d.text, va_arg(list, long double));
    else if (strchr("aAeEfFgG", d.kind)) putNumber(t, d.text, 0, va_arg(list, double), 1);
    else putNumber(t, d.text, va_arg(list, long), 0, 0);
  }
  return t->failed ? (int)__result(-EILSEQ) : (int)t->count;
}

int vswprintf(wchar_t *to, size_t size, const wchar_t *text, va_list list) {
  if (!size) return -1;
  struct text t = {to, size - 1};
  va_list copy;
  va_copy(copy, list);
  int n = format(&t, text, copy);
  if (t.count > t.room || n < 0) return -1;
  to[n] = 0;
  return n;
}

int swprintf(wchar_t *to, size_t size, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vswprintf(to, size, format, list);
}

int vfwprintf(FILE *f, const wchar_t *text, va_list list) {
  struct text t = {0};
  va_list copy;
  va_copy(copy, list);
  int n = isWide(f) ? format(&t, text, copy) : -1;
  if (n < 0) return -1;
  t = (struct text){malloc((n + 1) * sizeof *t.to), n};
  if (!t.to) return -1;
  va_copy(copy, list);
  format(&t, text, copy);
  __lock(f);
  if (putAll(f, t.to, n)) n = -1;
  __unlock(f);
  free(t.to);
  return n;
}

int vwprintf(const wchar_t *format, va_list list) { return vfwprintf(stdout, format, list); }

int fwprintf(FILE *f, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vfwprintf(f, format, list);
}

int wprintf(const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vfwprintf(stdout, format, list);
}
`

const scanning = `
/* The same text as the bytes of the locale. */
static char *narrow(const wchar_t *s) {
  size_t n = wcstombs(0, s, 0);
  char *p = n == (size_t)-1 ? 0 : malloc(n + 1);
  if (p) wcstombs(p, s, n + 1);
  return p;
}

int vfwscanf(FILE *f, const wchar_t *text, va_list list) {
  char *format = isWide(f) ? narrow(text) : 0;
  int n = format ? vfscanf(f, format, list) : -1;
  free(format);
  return n;
}

int vswscanf(const wchar_t *s, const wchar_t *text, va_list list) {
  char *from = narrow(s), *format = narrow(text);
  int n = from && format ? vsscanf(from, format, list) : -1;
  free(from);
  free(format);
  return n;
}

int vwscanf(const wchar_t *format, va_list list) { return vfwscanf(stdin, format, list); }

int fwscanf(FILE *f, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vfwscanf(f, format, list);
}

int wscanf(const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vfwscanf(stdin, format, list);
}

int swscanf(const wchar_t *s, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vswscanf(s, format, list);
}
`

export const WIDE_STDIO = [streams, printing, scanning].join('')
