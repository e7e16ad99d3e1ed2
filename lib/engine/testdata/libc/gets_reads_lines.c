/* gets, which C11 has no more and gcc still takes: a line without its end, and NULL where there is none. */
#include <stdio.h>
int main(void) {
  char line[100];
  while (gets(line)) printf("<%s>\n", line);
  printf("%d\n", feof(stdin) != 0);
  return 0;
}
