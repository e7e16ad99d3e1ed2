#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void) {
  printf("%d\n", system(NULL) != 0);
  fflush(stdout);
  printf("%d\n", WEXITSTATUS(system("echo from the shell")));
  printf("%d\n", WEXITSTATUS(system("false")));
  printf("%d\n", WEXITSTATUS(system("exit 7")));
  printf("%d\n", WEXITSTATUS(system("no-such-command-here 2")) == 127);
  FILE *f = popen("echo 'one  two' three", "r");
  char b[60];
  while (fgets(b, sizeof b, f)) printf("got %s", b);
  printf("%d\n", pclose(f));
  fflush(stdout);
  f = popen("cat", "w");
  fprintf(f, "to the cat\n");
  printf("%d\n", WEXITSTATUS(pclose(f)));
  return 0;
}
