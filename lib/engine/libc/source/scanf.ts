/** scanf: one reader for streams and strings. */

const support = `#include <internal/stdio.h>
#include <stdarg.h>
#include <stdlib.h>
#include <ctype.h>
#include <wchar.h>
struct scan { FILE *f; long read; int width; };

static int next(struct scan *s) {
  int c = __getc(s->f);
  if (c != EOF) s->read++;
  return c;
}

static void back(struct scan *s, int c) {
  if (c == EOF) return;
  s->read--;
  if (s->f->next > s->f->buffer && s->f->direction == READING && s->f->next[-1] == c) s->f->next--;
  else s->f->pushed[s->f->pushes++] = c;
}

/* The next character within the field's width, or EOF. */
static int inField(struct scan *s) {
  if (s->width == 0) return EOF;
  int c = next(s);
  if (c != EOF) s->width--;
  return c;
}

static void outOfField(struct scan *s, int c) {
  if (c == EOF) return;
  back(s, c);
  s->width++;
}

static int skipSpace(struct scan *s) {
  int c;
  do c = next(s);
  while (isspace(c));
  back(s, c);
  return c;
}

static void store(void *to, int size, unsigned long value) {
  if (size == 1) *(char *)to = value;
  else if (size == 2) *(short *)to = value;
  else if (size == 4) *(int *)to = value;
  else *(long *)to = value;
}
`

const numbers = `
static int digitValue(int c) {
  return isdigit(c) ? c - '0' : isalpha(c) ? (c | 32) - 'a' + 10 : 99;
}

/* Collects an integer's characters; 0 if there is none. */
static int integerText(struct scan *s, int base, char *text) {
  int n = 0, digits = 0, c = inField(s);
  if (c == '+' || c == '-') {
    text[n++] = c;
    c = inField(s);
  }
  if (c == '0') {
    text[n++] = c;
    digits = 1;
    c = inField(s);
    if ((c | 32) == 'x' && (base == 0 || base == 16)) {
      text[n++] = c;
      base = 16;
      c = inField(s);
    } else if (base == 0) {
      base = 8;
    }
  }
  if (base == 0) base = 10;
  while (digitValue(c) < base) {
    if (n < 380) text[n++] = c;
    digits++;
    c = inField(s);
  }
  outOfField(s, c);
  text[n] = 0;
  return digits;
}

/* Letters of a word, in any case; how many of them came. */
static int word(struct scan *s, const char *letters, char *text, int *n) {
  int i = 0;
  for (; letters[i]; i++) {
    int c = inField(s);
    if ((c | 32) != letters[i] || c == EOF) {
      outOfField(s, c);
      break;
    }
    text[(*n)++] = c;
  }
  return i;
}

static int doubleText(struct scan *s, char *text) {
  int n = 0, digits = 0, point = 0, hex = 0, c = inField(s);
  if (c == '+' || c == '-') {
    text[n++] = c;
    c = inField(s);
  }
  if ((c | 32) == 'n' || (c | 32) == 'i') {
    outOfField(s, c);
    int three = word(s, (c | 32) == 'n' ? "nan" : "inf", text, &n) == 3;
    int more = three && (c | 32) == 'i' ? word(s, "inity", text, &n) : 0;
    text[n] = 0;
    return three && (more == 0 || more == 5);
  }
  for (;; c = inField(s)) {
    if (c == '.' && !point) point = 1;
    else if (digitValue(c) < (hex ? 16 : 10)) digits++;
    else if ((c | 32) == 'x' && digits == 1 && !point && !hex && text[n - 1] == '0') hex = 1, digits = 0;
    else break;
    if (n < 360) text[n++] = c;
  }
  if (digits && (c | 32) == (hex ? 'p' : 'e')) {
    text[n++] = c;
    c = inField(s);
    if (c == '+' || c == '-') {
      text[n++] = c;
      c = inField(s);
    }
    for (; isdigit(c); c = inField(s)) if (n < 380) text[n++] = c;
  }
  outOfField(s, c);
  text[n] = 0;
  /* glibc takes a field that ends behind its 0x for a zero. */
  return digits || hex && s->width == 0;
}
`

const texts = `
/* Reads the set after '['; the position behind its ']'. */
static const char *readSet(const char *p, unsigned char set[256]) {
  int negated = *p == '^';
  p += negated;
  memset(set, negated, 256);
  for (const char *start = p; *p && (*p != ']' || p == start); p++) {
    unsigned char from = *p, to = from;
    if (p[1] == '-' && p[2] && p[2] != ']') {
      to = p[2];
      p += 2;
    }
    for (int c = from; c <= to; c++) set[c] = !negated;
  }
  return *p ? p + 1 : p;
}

/* Reads characters while they belong; where is a buffer, or with grows a pointer to one that is made here. -1: the input
   had ended. */
static long readText(struct scan *s, const unsigned char *set, int kind, void *where, int grows) {
  char *to = where;
  long n = 0, room = 32;
  if (grows) to = malloc(room);
  for (int first = 1; ; first = 0) {
    int c = inField(s);
    if (c == EOF && first) n = -1;
    if (c == EOF) break;
    if (kind == 's' ? isspace(c) : kind == '[' ? !set[c] : 0) {
      outOfField(s, c);
      break;
    }
    if (grows && n + 1 >= room) to = realloc(to, room *= 2);
    if (to) to[n] = c;
    n++;
  }
  if (n <= 0 && grows) free(to);
  else if (to && n > 0) {
    if (kind != 'c') to[n] = 0;
    if (grows) *(char **)where = to;
  }
  return n;
}

/* The same for characters of several bytes; the field's width counts characters. */
static long readWide(struct scan *s, const unsigned char *set, int kind, wchar_t *to) {
  mbstate_t state = {0};
  wchar_t wide;
  long n = 0;
  for (; s->width != 0; s->width--) {
    int c = next(s);
    if (c == EOF) return n ? n : -1;
    if (kind == 's' ? isspace(c) : kind == '[' && !set[c]) {
      back(s, c);
      break;
    }
    char byte = c;
    size_t r;
    while ((r = mbrtowc(&wide, &byte, 1, &state)) == (size_t)-2 && (c = next(s)) != EOF) byte = c;
    if (r > 1) return n;
    if (to) to[n] = wide;
    n++;
  }
  if (to && kind != 'c' && n) to[n] = 0;
  return n;
}
`

const scanning = `
struct directive { int skip, grows, size, kind; };

/* Reads a directive after its '%': flags, width, size and letter. */
static const char *parse(const char *p, struct directive *d, int *width) {
  d->skip = d->grows = 0;
  d->size = 4;
  if (*p == '*') d->skip = 1, p++;
  *width = 0;
  while (isdigit((unsigned char)*p)) *width = *width * 10 + *p++ - '0';
  if (*width == 0) *width = -1;
  if (*p == 'm') d->grows = 1, p++;
  for (;; p++) {
    if (*p == 'h') d->size = d->size == 2 ? 1 : 2;
    else if (*p == 'l' || *p == 'j' || *p == 'z' || *p == 't' || *p == 'q') d->size = 8;
    else if (*p == 'L') d->size = 16;
    else break;
  }
  d->kind = (unsigned char)*p;
  return *p ? p + 1 : p;
}

/* One conversion: 1 stored, 0 nothing to store, -1 no match, -2 end of input. */
static int convert(struct scan *s, const struct directive *d, const unsigned char *set, void *to) {
  char text[400];
  int kind = d->kind;
  if (kind == 'n') {
    if (to) store(to, d->size == 16 ? 8 : d->size, s->read);
    return 0;
  }
  if (kind != 'c' && kind != '[' && skipSpace(s) == EOF) return -2;
  if (kind == '%') {
    int c = next(s);
    if (c != '%') back(s, c);
    return c == '%' ? 0 : -1;
  }
  if (kind == 'c' || kind == 's' || kind == '[') {
    if (kind == 'c' && s->width < 0) s->width = 1;
    long n = d->size == 8 ? readWide(s, set, kind, to) : readText(s, set, kind, to, d->grows && to);
    return n > 0 ? 1 : n < 0 ? -2 : -1;
  }
  if (strchr("aefgAEFG", kind)) {
    if (!doubleText(s, text)) return -1;
    if (d->size == 16) {
      if (to) *(long double *)to = strtold(text, 0);
      return 1;
    }
    double value = strtod(text, 0);
    if (to && d->size == 8) *(double *)to = value;
    else if (to) *(float *)to = value;
    return 1;
  }
  int base = kind == 'd' || kind == 'u' ? 10 : kind == 'o' ? 8 : kind == 'x' || kind == 'X' || kind == 'p' ? 16 : kind == 'i' ? 0 : -1;
  if (base < 0 || !integerText(s, base, text)) return -1;
  int isSigned = kind == 'd' || kind == 'i';
  unsigned long value = isSigned ? strtol(text, 0, base) : strtoul(text, 0, base);
  if (to) store(to, kind == 'p' || d->size == 16 ? 8 : d->size, value);
  return 1;
}

static int scan(FILE *f, const char *p, va_list list) {
  struct scan s = {f, 0, 0};
  struct directive d;
  unsigned char set[256];
  int stored = 0, ended = 0;
  while (*p) {
    if (isspace((unsigned char)*p)) {
      skipSpace(&s);
      p++;
      continue;
    }
    if (*p != '%') {
      int c = next(&s);
      if (c == (unsigned char)*p) {
        p++;
        continue;
      }
      back(&s, c);
      ended = c == EOF;
      break;
    }
    p = parse(p + 1, &d, &s.width);
    if (d.kind == '[') p = readSet(p, set);
    void *to = d.skip || d.kind == '%' ? 0 : va_arg(list, void *);
    int r = convert(&s, &d, set, to);
    if (r < 0) {
      ended = r == -2;
      break;
    }
    if (r && !d.skip) stored++;
  }
  return stored == 0 && ended ? EOF : stored;
}

int vfscanf(FILE *f, const char *format, va_list list) {
  __lock(f);
  int r = scan(f, format, list);
  __unlock(f);
  return r;
}

int vscanf(const char *format, va_list list) { return vfscanf(stdin, format, list); }

int vsscanf(const char *text, const char *format, va_list list) {
  FILE f = {-1, CAN_READ | AT_END | READY | MEMORY};
  f.buffer = f.next = (unsigned char *)text;
  f.size = strlen(text);
  f.end = f.buffer + f.size;
  f.direction = READING;
  return scan(&f, format, list);
}

int scanf(const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vfscanf(stdin, format, list);
}

int fscanf(FILE *f, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vfscanf(f, format, list);
}

int sscanf(const char *text, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vsscanf(text, format, list);
}
`

export const SCANF = [support, numbers, texts, scanning].join('')
