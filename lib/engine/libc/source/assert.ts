/** What assert says before it ends the program. */

export const ASSERT = String.raw`#include <internal/libc.h>
#include <stdio.h>
#include <string.h>
char *__short_name(void);

void __assert_fail(const char *text, const char *file, unsigned line, const char *function) {
  fprintf(stderr, "%s: %s:%u: %s: Assertion \x60%s' failed.\n", __short_name(), file, line, function, text);
  fflush(stderr);
  abort();
}

void __assert_perror_fail(int number, const char *file, unsigned line, const char *function) {
  fprintf(stderr, "%s: %s:%u: %s: Unexpected error: %s.\n", __short_name(), file, line, function, strerror(number));
  fflush(stderr);
  abort();
}
`
