// gcc computes comparisons of two literals to -1, 0 or 1; the library gives the difference.
#include <stdio.h>
#include <string.h>
static unsigned long length = sizeof "abc" - 1;
static int order = 2;
int main(void) {
  const char *p = "pear";
  static int folded = 0;
  printf("%d %d %d\n", strcmp("hello", "world"), strcmp("pear", "apple"), strcmp("same", "same"));
  printf("%d %d %d\n", strncmp("abcd", "abxx", 2), strncmp("abcd", "abxx", 3), memcmp("abc", "xyz", 3));
  printf("%d %d\n", strcmp(p, "apple"), memcmp(p, "apple", 2));
  printf("%lu %d %d\n", length, order, folded);
}
