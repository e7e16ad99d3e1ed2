// The library prints (null) for a null pointer; but of printf("%s\n", s) gcc makes puts(s).
#include <stdio.h>
#include <signal.h>
#include <stdlib.h>
static void crashed(int number) {
  puts("crashed");
  fflush(stdout);
  _Exit(3);
}
int main(void) {
  char *name = NULL;
  char text[20];
  printf("[%s]\n", name);
  printf("%s", name);
  printf("\n");
  int printed = printf("%s\n", "with a result");
  sprintf(text, "%s", name);
  fprintf(stdout, "<%s> %d %s\n", name, printed, text);
  fflush(stdout);
  signal(SIGSEGV, crashed);
  printf("%s\n", name);
  puts("not reached");
}
