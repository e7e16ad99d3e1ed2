#define _GNU_SOURCE
#include <libgen.h>
#undef basename
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void show(const char *what, const char *p, int n) {
  printf("%-12s", what);
  for (int i = 0; i < n; i++) printf(p[i] >= 32 && p[i] < 127 ? "%c" : "<%d>", p[i]);
  puts("");
}

int main(void) {
  char b[24];
  memset(b, '.', sizeof b);
  show("memset", b, 8);
  printf("%d\n", strcpy(b, "one") == b);
  show("strcpy", b, 6);
  strcat(b, "two");
  strncat(b, "three", 2);
  show("cat", b, 12);
  memset(b, '.', sizeof b);
  strncpy(b, "ab", 5);
  show("strncpy", b, 8);
  strncpy(b, "abcdefgh", 3);
  show("no end", b, 8);
  show("stpcpy", b, stpcpy(b, "hello") - b);
  printf("%ld\n", (long)(stpncpy(b, "hi", 6) - b));
  memmove(b + 1, strcpy(b, "abcdef"), 6);
  show("memmove", b, 8);
  memcpy(b, "xyz", 3);
  show("memcpy", b, 8);
  printf("%ld\n", (long)((char *)mempcpy(b, "12", 2) - b));
  printf("%s\n", memccpy(b, "stop:here", ':', 9) ? "copied to the colon" : "no colon");
  b[5] = 0;
  puts(b);
  printf("%d\n", memccpy(b, "abc", 'z', 3) == NULL);
  bzero(b, 3);
  explicit_bzero(b + 3, 1);
  bcopy("QQ", b + 4, 2);
  show("zeroed", b, 6);
  char *copy = strdup("a copy"), *part = strndup("a longer text", 8), *all = strndup("short", 99);
  printf("%s|%s|%s|%s\n", copy, part, all, strdupa("on the stack"));
  free(copy);
  free(part);
  free(all);
  char path[] = "/usr/lib/libc.so", again[] = "/usr/lib/";
  printf("%s\n", basename("/usr/lib/libc.so"));
  printf("%s %s\n", __xpg_basename(again), dirname(path));
  return 0;
}
