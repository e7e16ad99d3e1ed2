/* How deep a program is in its calls. */
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int depth(int n) {
  void *list[50];
  if (n > 0) return depth(n - 1);
  return backtrace(list, 50);
}
int main(void) {
  void *list[3];
  int base = depth(0);
  printf("%d %d\n", depth(5) - base, depth(20) - base);
  printf("%d\n", backtrace(list, 1));
  char **texts = backtrace_symbols(list, 1);
  printf("%d %d\n", texts != NULL, strstr(texts[0], "main") != NULL);
  free(texts);
  int ends[2];
  char text[200];
  pipe(ends);
  backtrace_symbols_fd(list, 1, ends[1]);
  ssize_t n = read(ends[0], text, sizeof text);
  printf("%d %d\n", n > 5, text[n - 1] == '\n');
  return 0;
}
