#include <locale.h>
#include <stdio.h>

int main(void) {
  printf("%s\n", setlocale(LC_ALL, NULL));
  printf("%s|%s|%d\n", localeconv()->decimal_point, localeconv()->thousands_sep, localeconv()->frac_digits == 127);
  printf("%d %s\n", setlocale(LC_ALL, "xx_YY") == NULL, setlocale(LC_ALL, "C"));
  return 0;
}
