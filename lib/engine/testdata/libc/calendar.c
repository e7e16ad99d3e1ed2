#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <time.h>

int main(void) {
  time_t moments[] = {0, 951782399, 1709164800, 1735689599, 4102444800, -86401, -2208988800};
  char b[200], text[40];
  tzset();
  for (int i = 0; i < 7; i++) {
    struct tm t, *p = gmtime(&moments[i]);
    gmtime_r(&moments[i], &t);
    printf("%d-%d-%d %d:%d:%d day %d of year %d %d\n", t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_wday, t.tm_yday, t.tm_isdst);
    printf("%s", asctime(p));
    printf("%s", asctime_r(&t, text));
    strftime(b, sizeof b, "%a %A %b %B %c %C %d %D %e %F %g %G %H %I %j %k %l %m %M %p %P %r %R %S %T %u %U %V %w %W %x %X %y %Y %%", &t);
    puts(b);
    printf("%d %d\n", timegm(&t) == moments[i], mktime(localtime(&moments[i])) == moments[i]);
  }
  struct tm odd = {.tm_year = 124, .tm_mon = 13, .tm_mday = 32, .tm_hour = 25, .tm_min = -1};
  time_t when = timegm(&odd);
  printf("%ld %s", (long)when, ctime(&when));
  printf("%s", ctime_r(&when, text));
  struct tm local;
  localtime_r(&when, &local);
  printf("%d %.1f\n", local.tm_hour, difftime(when, 0));
  printf("%zu\n", strftime(b, 5, "%Y-%m-%d", &local));
  struct tm parsed = {0};
  char *rest = strptime("2024-02-29 13:45:10 left", "%Y-%m-%d %H:%M:%S", &parsed);
  printf("%d %d %d %d %d %d '%s'\n", parsed.tm_year, parsed.tm_mon, parsed.tm_mday, parsed.tm_hour, parsed.tm_min, parsed.tm_sec, rest);
  printf("%d\n", strptime("32", "%d", &parsed) == NULL);
  rest = strptime("Mar 3 99 1:02 PM", "%b %e %y %I:%M %p", &parsed);
  printf("%d %d %d %d %d\n", parsed.tm_mon, parsed.tm_mday, parsed.tm_year, parsed.tm_hour, *rest);
  return 0;
}
