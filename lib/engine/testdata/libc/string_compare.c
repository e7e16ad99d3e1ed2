#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <strings.h>

static int sign(int n) { return (n > 0) - (n < 0); }

int main(void) {
  printf("%d %d %d\n", sign(strcmp("abc", "abd")), sign(strcmp("abc", "ab")), strcmp("", ""));
  printf("%d %d\n", sign(strcmp("\xff", "a")), sign(memcmp("\xff", "a", 1)));
  printf("%d %d %d\n", strncmp("abcdef", "abcxyz", 3), sign(strncmp("abcdef", "abcxyz", 4)), strncmp("a", "b", 0));
  printf("%d %d %d\n", strcasecmp("HeLLo", "hEllO"), sign(strcasecmp("a", "B")), strncasecmp("ABCd", "abcE", 3));
  printf("%d %d %d\n", memcmp("abc", "abz", 2), bcmp("abc", "abc", 3) == 0, sign(strcoll("b", "a")));
  printf("%d %d %d %d\n", sign(strverscmp("file9", "file10")), sign(strverscmp("1.02", "1.1")),
         sign(strverscmp("a", "a")), sign(strverscmp("000", "00")));
  char to[8];
  printf("%zu %s\n", strxfrm(to, "word", sizeof to), to);
  return 0;
}
