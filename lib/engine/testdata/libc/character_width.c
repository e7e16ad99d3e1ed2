#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  printf("%d\n", (int)MB_CUR_MAX);
  printf("%s\n", setlocale(LC_ALL, ""));
  printf("%d %d\n", (int)MB_CUR_MAX, mblen("\xc3\xa9", MB_CUR_MAX));
  return 0;
}
