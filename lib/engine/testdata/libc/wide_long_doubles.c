/* Long doubles as wide text. */
#include <stdio.h>
#include <wchar.h>
int main(void) {
  wchar_t *end, text[100];
  long double third = 1.0L / 3;
  wprintf(L"%Lf %.20Lf %10.3Le|%-12Lg|\n", 1.5L, third, third, 0.25L);
  wprintf(L"%.4Lf %ls\n", wcstold(L" 2.75rest", &end), end);
  swprintf(text, 100, L"%.18Lf", third);
  wprintf(L"%ls\n", text);
  return 0;
}
