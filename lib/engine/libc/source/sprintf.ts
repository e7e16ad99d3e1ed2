/** printf into memory. */

export const SPRINTF = `#include <internal/libc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
int vsnprintf(char *p, size_t size, const char *format, va_list list) {
  va_list copy;
  va_copy(copy, list);
  long n = __intrinsic("format", p, size ? size - 1 : 0, format, &copy, errno | (long)__utf8 << 32);
  int failed = n < 0;
  if (failed) {
    errno = 1 + (int)(~n >> 32);
    n = (unsigned)n;
  }
  if (size) p[(size_t)n < size ? (size_t)n : size - 1] = 0;
  return failed ? -1 : (int)n;
}

int snprintf(char *p, size_t size, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vsnprintf(p, size, format, list);
}

int vsprintf(char *p, const char *format, va_list list) {
  return vsnprintf(p, 0x7fffffff, format, list);
}

int sprintf(char *p, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vsnprintf(p, 0x7fffffff, format, list);
}

int vasprintf(char **where, const char *format, va_list list) {
  int n = vsnprintf(0, 0, format, list);
  if (n < 0) return -1;
  char *p = malloc(n + 1);
  if (!p) return -1;
  *where = p;
  return vsnprintf(p, n + 1, format, list);
}

int asprintf(char **where, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vasprintf(where, format, list);
}

int vdprintf(int fd, const char *format, va_list list) {
  char small[512], *p = small;
  int n = vsnprintf(small, sizeof small, format, list);
  if (n >= (int)sizeof small) {
    p = malloc(n + 1);
    if (!p) return -1;
    vsnprintf(p, n + 1, format, list);
  }
  for (int at = 0; at < n;) {
    long r = __result(__syscall("write", fd, p + at, n - at));
    if (r < 0) {
      n = -1;
      break;
    }
    at += r;
  }
  if (p != small) free(p);
  return n;
}

int dprintf(int fd, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return vdprintf(fd, format, list);
}
`
