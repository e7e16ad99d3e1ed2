#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void show(const char *name) {
  const char *value = getenv(name);
  printf("%s=%s\n", name, value ? value : "(unset)");
}

int main(void) {
  clearenv();
  show("HOME");
  printf("%d %d %d\n", setenv("A", "1", 0), setenv("A", "2", 0), setenv("B", "x=y", 1));
  show("A");
  show("B");
  setenv("A", "3", 1);
  show("A");
  printf("%s\n", secure_getenv("A"));
  static char text[] = "C=first";
  putenv(text);
  show("C");
  text[2] = 'F';
  show("C");
  unsetenv("A");
  show("A");
  printf("%d %d\n", setenv("", "x", 1), errno == EINVAL);
  printf("%d %d\n", setenv("X=Y", "x", 1), errno == EINVAL);
  for (char **e = environ; *e; e++) puts(*e);
  return 0;
}
