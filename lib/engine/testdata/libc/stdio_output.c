#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int viaList(FILE *f, const char *format, ...) {
  va_list list, copy;
  va_start(list, format);
  va_copy(copy, list);
  char text[50];
  vsnprintf(text, sizeof text, format, copy);
  int n = vfprintf(f, format, list);
  va_end(list);
  va_end(copy);
  return n + printf(" [%s]\n", text);
}

static void all(const char *format, ...) {
  va_list list;
  char text[50], *made;
  va_start(list, format);
  vprintf(format, list);
  va_end(list);
  va_start(list, format);
  vsprintf(text, format, list);
  va_end(list);
  va_start(list, format);
  vasprintf(&made, format, list);
  va_end(list);
  fflush(stdout);
  va_start(list, format);
  vdprintf(1, format, list);
  va_end(list);
  printf("%s%s", text, made);
  free(made);
}

int main(void) {
  char b[10], *made;
  printf("%d\n", printf("count me\n"));
  printf("%d %s\n", snprintf(b, sizeof b, "%s", "much too long"), b);
  printf("%d\n", sprintf(b, "%d", 12345));
  printf("%d\n", snprintf(NULL, 0, "%x", 255));
  printf("%d %s\n", asprintf(&made, "%s-%d", "made", 7), made);
  printf("%d\n", viaList(stdout, "%d %s %.2f", 1, "two", 3.0));
  all("%c%s", 'v', "-family\n");
  printf("%d %d %d\n", puts("puts"), putchar('A'), putc('\n', stdout));
  fputs("fputs\n", stdout);
  fputc('x', stdout);
  printf("\n%zu\n", fwrite("abcdef", 2, 3, stdout));
  putchar_unlocked('u');
  putc_unlocked('n', stdout);
  fputc_unlocked('l', stdout);
  fputs_unlocked("ock\n", stdout);
  fwrite_unlocked("ed\n", 1, 3, stdout);
  printf("pending %zu of %zu\n", __fpending(stdout), __fbufsize(stdout));
  printf("%d %d %d %d %d\n", __flbf(stdout), __freading(stdout), __fwriting(stdout) != 0, __freadable(stdout), __fwritable(stdout));
  fflush(stdout);
  dprintf(1, "past the buffer %d\n", 1);
  fprintf(stderr, "unseen\n");
  printf("%d %d\n", fileno(stdout), fileno_unlocked(stderr));
  printf("%5d|%-5d|%05d|%+d|% d|%x|%X|%#o|%e|%G|%a\n", 42, 42, 42, 42, 42, 255, 255, 8, 12345.678, 1e-10, 1.0);
  printf("%s|%10s|%-10s|%.2s|%c|%%|%p|%p\n", "str", "right", "left", "cut", 'c', (void *)0, (void *)0x1234);
  printf("%hhd %hd %ld %lld %zu %jd %td\n", 300, 70000, 1L << 40, -1LL, sizeof(int), (long)5, (long)-5);
  int so_far;
  printf("12345%n6\n", &so_far);
  printf("%d\n", so_far);
  printf("half");
  __fpurge(stdout);
  printf("whole\n");
  setlinebuf(stdout);
  printf("line\nrest");
  _flushlbf();
  printf("\n");
  flockfile(stdout);
  printf("%d\n", ftrylockfile(stdout));
  funlockfile(stdout);
  funlockfile(stdout);
  fcloseall();
  return 0;
}
