/** Strings: copies on the heap, tokens, search from the end, file names. */

export const STRING_TOKEN = `#include <internal/libc.h>
#include <string.h>
#include <stdlib.h>
#include <libgen.h>
#undef basename
char *strdup(const char *s) {
  size_t n = strlen(s) + 1;
  char *p = malloc(n);
  return p ? memcpy(p, s, n) : 0;
}

char *strndup(const char *s, size_t n) {
  size_t length = strnlen(s, n);
  char *p = malloc(length + 1);
  if (!p) return 0;
  p[length] = 0;
  return memcpy(p, s, length);
}

char *strtok_r(char *s, const char *delimiters, char **save) {
  if (!s) s = *save;
  s += strspn(s, delimiters);
  if (!*s) {
    *save = s;
    return 0;
  }
  char *end = s + strcspn(s, delimiters);
  if (*end) *end++ = 0;
  *save = end;
  return s;
}

char *strtok(char *s, const char *delimiters) {
  static char *save;
  return strtok_r(s, delimiters, &save);
}

char *strsep(char **s, const char *delimiters) {
  char *start = *s;
  if (!start) return 0;
  char *end = start + strcspn(start, delimiters);
  if (*end) {
    *end = 0;
    *s = end + 1;
  } else {
    *s = 0;
  }
  return start;
}

void *memccpy(void *to, const void *from, int c, size_t n) {
  char *end = memchr(from, c, n);
  size_t length = end ? end + 1 - (char *)from : n;
  memcpy(to, from, length);
  return end ? (char *)to + length : 0;
}

size_t strxfrm(char *to, const char *from, size_t n) {
  size_t length = strlen(from);
  if (n) strncpy(to, from, n);
  return length;
}

char *stpcpy(char *to, const char *from) {
  size_t n = strlen(from);
  memcpy(to, from, n + 1);
  return to + n;
}

char *stpncpy(char *to, const char *from, size_t n) {
  strncpy(to, from, n);
  return to + strnlen(to, n);
}

void explicit_bzero(void *to, size_t n) { __intrinsic_v("memset", to, 0L, n); }
void bzero(void *to, size_t n) { __intrinsic_v("memset", to, 0L, n); }
void bcopy(const void *from, void *to, size_t n) { __intrinsic_v("memmove", to, from, n); }
int bcmp(const void *a, const void *b, size_t n) { return memcmp(a, b, n); }
char *index(const char *s, int c) { return strchr(s, c); }
char *rindex(const char *s, int c) { return strrchr(s, c); }
void *mempcpy(void *to, const void *from, size_t n) { return (char *)__intrinsic_v("memcpy", to, from, n) + n; }
void *rawmemchr(const void *s, int c) { return memchr(s, c, 0x7fffffff); }

int ffsll(long long n) {
  int i = 1;
  if (!n) return 0;
  while (!(n & 1)) {
    n >>= 1;
    i++;
  }
  return i;
}

int ffs(int n) { return ffsll((unsigned)n); }
int ffsl(long n) { return ffsll(n); }

char *strchrnul(const char *s, int c) {
  char *p = strchr(s, c);
  return p ? p : (char *)s + strlen(s);
}

void *memrchr(const void *s, int c, size_t n) {
  const unsigned char *p = s;
  while (n-- > 0) if (p[n] == (unsigned char)c) return (void *)(p + n);
  return 0;
}

void *memmem(const void *s, size_t n, const void *part, size_t m) {
  const char *p = s;
  for (size_t i = 0; i + m <= n; i++) if (!memcmp(p + i, part, m)) return (void *)(p + i);
  return 0;
}

char *strcasestr(const char *s, const char *part) {
  size_t m = strlen(part);
  do if (!strncasecmp(s, part, m)) return (char *)s;
  while (*s++);
  return 0;
}

char *basename(const char *path) {
  char *slash = strrchr(path, '/');
  return slash ? slash + 1 : (char *)path;
}

char *__xpg_basename(char *path) {
  if (!path || !*path) return ".";
  char *end = path + strlen(path);
  while (end > path + 1 && end[-1] == '/') *--end = 0;
  char *slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

char *dirname(char *path) {
  if (!path || !*path) return ".";
  char *end = path + strlen(path);
  while (end > path + 1 && end[-1] == '/') end--;
  while (end > path && end[-1] != '/') end--;
  if (end == path) return ".";
  while (end > path + 1 && end[-1] == '/') end--;
  *end = 0;
  return path;
}

static int digit(int c) { return c >= '0' && c <= '9'; }

/* Numbers inside names in order of value: "a9" before "a10". */
int strverscmp(const char *a, const char *b) {
  size_t i = 0, start = 0;
  int zeros = 1;
  for (; a[i] == b[i]; i++) {
    if (!a[i]) return 0;
    if (!digit(a[i])) start = i + 1, zeros = 1;
    else if (a[i] != '0') zeros = 0;
  }
  if (a[start] != '0' && b[start] != '0' || !zeros) {
    size_t m = i, n = i;
    while (digit(a[m])) m++;
    while (digit(b[n])) n++;
    if ((m > i || i > start) && (n > i || i > start) && m != n) return m > n ? 1 : -1;
  } else if (zeros && start < i && (digit(a[i]) || digit(b[i]))) {
    return (unsigned char)(a[i] - '0') - (unsigned char)(b[i] - '0');
  }
  return (unsigned char)a[i] - (unsigned char)b[i];
}
`
