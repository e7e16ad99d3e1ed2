// GNU C: a function that is called where a variable's scope ends, and other names for functions and objects.
#include <stdio.h>
#include <stdlib.h>
static int depth;
static void leave(int *value) { printf("leave %d at depth %d\n", *value, depth); }
static void release(char **text) {
  printf("free %s\n", *text);
  free(*text);
}
#define AUTO_FREE __attribute__((cleanup(release)))
#define WATCHED __attribute__((cleanup(leave)))
static char *copy(const char *text) {
  char *made = malloc(20);
  snprintf(made, 20, "%s", text);
  return made;
}
static int returns(int n) {
  int a WATCHED = n;
  int WATCHED b = n + 1;
  if (n > 5) return a + b;
  {
    WATCHED int c = n + 2;
    if (n > 2) return c++;
    depth++;
  }
  return b;
}
static void loops(void) {
  for (int i = 0; i < 4; i++) {
    WATCHED int x = i * 10;
    if (i == 1) continue;
    AUTO_FREE char *text = copy(i == 2 ? "two" : "other");
    if (i == 2) break;
    switch (i) {
      case 0: {
        WATCHED int y = 77;
        break;
      }
      default: ;
    }
    printf("end of %d\n", i);
  }
}
static int jumps(void) {
  int turns = 0;
again:
  {
    WATCHED int x = turns;
    if (++turns < 3) goto again;
    {
      WATCHED int y = 99;
      goto out;
    }
  }
out:
  return turns;
}
static int real(int x) { return x + 1; }
int other(int x) __attribute__((alias("real")));
extern int maybe(int x) __attribute__((weak, alias("real")));
int value = 5;
extern int same __attribute__((alias("value")));
static void first(void) __attribute__((constructor));
static void first(void) { puts("before main"); }
void last(void) __attribute__((destructor));
void last(void) { puts("after main"); }
int main(void) {
  printf("%d\n", returns(1));
  printf("%d\n", returns(4));
  printf("%d\n", returns(8));
  loops();
  printf("%d\n", jumps());
  same = 8;
  printf("%d %d %d %d\n", other(1), maybe(2), value, other == real && &same == &value);
}
