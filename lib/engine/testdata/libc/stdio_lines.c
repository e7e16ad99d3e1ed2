#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char *line = NULL;
  size_t size = 0;
  ssize_t n = getline(&line, &size, stdin);
  printf("%zd %s", n, line);
  n = getdelim(&line, &size, ',', stdin);
  printf("%zd %s\n", n, line);
  printf("%d\n", getchar());
  while ((n = getline(&line, &size, stdin)) != -1) printf("%zd <%s>\n", n, line);
  printf("%d %d\n", feof(stdin) != 0, getc(stdin));
  free(line);
  return 0;
}
