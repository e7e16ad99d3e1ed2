#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <strings.h>

static void at(const char *what, const char *base, const char *p) {
  if (p) printf("%s at %ld\n", what, (long)(p - base));
  else printf("%s not found\n", what);
}

int main(void) {
  const char *s = "the quick brown fox jumps over the lazy dog";
  at("memchr", s, memchr(s, 'q', 43));
  at("memchr short", s, memchr(s, 'q', 4));
  at("memrchr", s, memrchr(s, 'o', 43));
  at("rawmemchr", s, rawmemchr(s, 'z'));
  at("strchr", s, strchr(s, 'o'));
  at("strchr end", s, strchr(s, 0));
  at("strrchr", s, strrchr(s, 'o'));
  at("strchrnul", s, strchrnul(s, '#'));
  at("index", s, index(s, 'f'));
  at("rindex", s, rindex(s, 't'));
  at("strstr", s, strstr(s, "over"));
  at("strstr empty", s, strstr(s, ""));
  at("strstr none", s, strstr(s, "overt"));
  at("strcasestr", s, strcasestr(s, "LAZY"));
  at("memmem", s, memmem(s, 43, "the l", 5));
  at("strpbrk", s, strpbrk(s, "xyz"));
  printf("span %zu %zu\n", strspn(s, "eht "), strcspn(s, "bq"));
  printf("length %zu %zu %zu\n", strlen(s), strnlen(s, 5), strnlen(s, 500));
  printf("ffs %d %d %d %d\n", ffs(0), ffs(40), ffsl(1L << 40), ffsll(-1));
  return 0;
}
