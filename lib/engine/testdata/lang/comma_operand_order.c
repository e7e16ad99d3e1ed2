// The left part of a comma operand happens before the other operand, on whichever side the comma stands.
#include <stdio.h>

static int g = 1;
static int calls;

static int set(int value) {
  g = value;
  calls++;
  return 2;
}

static int *at(int *p) {
  g += 10;
  return p;
}

int main(void) {
  int v = 0, x, a[4] = {1, 2, 3, 4};
  x = set(5) ^ ((v = g), 3);
  printf("%d %d\n", x, v);
  g = 1;
  x = set(5) < (v = g, 3);
  printf("%d %d\n", x, v);
  g = 1;
  x = set(5) + ((v = g, 3) + 1);
  printf("%d %d\n", x, v);
  g = 1;
  x = set(5) - (v = g, set(7));
  printf("%d %d %d\n", x, v, g);
  g = 1;
  x = (g, g) + set(6);
  printf("%d\n", x);
  x = 64 >> (v = calls, set(3));
  printf("%d %d\n", x, v);
  x = *(at(a) + (v = g, 2));
  printf("%d %d\n", x, v);
  x = (v = g, at(a)) == a;
  printf("%d %d %d\n", x, v, g);
  return calls;
}
