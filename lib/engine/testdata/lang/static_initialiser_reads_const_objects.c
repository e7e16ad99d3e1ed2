// gcc takes the value of a constant object whose initialiser it has seen, also inside arrays and structs.
#include <stdio.h>
struct limit { int low, high : 7; const char *name; };
static const int width = 6;
static const int area = width * (width + 1);
const double half = 0.5;
double quarter = half * half;
const struct limit limits[2] = {{1, 9, "small"}, {10, 63, "large"}};
int highest = limits[1].high;
static const char *label = limits[0].name;
const char letters[] = "xyz";
char middle = letters[1], last = "abc"[2];
static int table[] = {width, -width, width ? 2 : 3, width && 0, !width};
int main(void) {
  const int local = 12;
  static int twice = local * 2;
  printf("%d %d %g %d %s\n", area, twice, quarter, highest, label);
  printf("%c %c", middle, last);
  for (int i = 0; i < 5; i++) printf(" %d", table[i]);
  printf("\n");
}
