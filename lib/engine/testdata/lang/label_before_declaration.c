// A label may stand before a declaration (C23; gcc takes it since version 11).
#include <stdio.h>

static int of(int v) {
  switch (v) {
    default:
      int x = 4;
      v += x;
    case 3:
      return v;
    case 5: {
      typedef int number;
      number twice = v * 2;
      return twice;
    }
  }
}

int main(void) {
  int turn = 0;
again:
  int seen = turn * 10;
  printf("%d %d\n", seen, of(turn));
  if (++turn < 7) goto again;
  return seen;
}
