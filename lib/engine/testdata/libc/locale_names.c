/* Locales by name and from the environment, and what they say of days and characters. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  printf("%s\n", nl_langinfo(CODESET));
  printf("%s\n", setlocale(LC_ALL, ""));
  printf("%s %s\n", nl_langinfo(CODESET), setlocale(LC_CTYPE, NULL));
  setenv("LC_ALL", "C", 1);
  printf("%s\n", setlocale(LC_TIME, ""));
  printf("%s\n", setlocale(LC_ALL, NULL));
  printf("%s\n", setlocale(LC_ALL, "POSIX"));
  printf("%s\n", setlocale(LC_CTYPE, "C.UTF-8"));
  printf("%s\n", setlocale(LC_ALL, NULL));
  printf("%d %d\n", setlocale(LC_ALL, "xx_YY.UTF-8") == NULL, setlocale(99, "C") == NULL);
  printf("%s %s %s %s %s\n", nl_langinfo(DAY_1), nl_langinfo(ABDAY_7), nl_langinfo(MON_12), nl_langinfo(ABMON_5), nl_langinfo(DAY_3));
  printf("%s|%s|%s|%s|%s|%s|%s\n", nl_langinfo(RADIXCHAR), nl_langinfo(THOUSEP), nl_langinfo(AM_STR), nl_langinfo(PM_STR), nl_langinfo(D_T_FMT), nl_langinfo(D_FMT), nl_langinfo(T_FMT));
  printf("%s|%s|%s|%s\n", nl_langinfo(T_FMT_AMPM), nl_langinfo(YESEXPR), nl_langinfo(NOEXPR), nl_langinfo(CRNCYSTR));
  return 0;
}
