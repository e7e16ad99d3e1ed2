#include <stdio.h>

int main(void) {
  greet(3);
  print_sum(1, 2);
  printf("%d\n", twice(21));
  return 0;
}

void greet(int n) {
  while (n-- > 0) puts("hello");
}

void print_sum(int a, int b) { printf("%d\n", a + b); }

int twice(int n) { return 2 * n; }
