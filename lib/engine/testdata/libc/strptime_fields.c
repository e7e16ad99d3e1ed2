/* strptime fills in what follows from the date: the day of the week and of the year. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <time.h>
static void try(const char *text, const char *format) {
  struct tm t;
  memset(&t, 0, sizeof t);
  char *rest = strptime(text, format, &t);
  printf("%s | %s:", text, format);
  if (!rest) {
    printf(" none\n");
    return;
  }
  printf(" %d-%d-%d %d:%d:%d w%d y%d gmt%ld rest '%s'\n", t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_wday, t.tm_yday, t.tm_gmtoff, rest);
}
int main(void) {
  try("2024-02-29", "%Y-%m-%d");
  try("2024-12-31", "%F");
  try("1999-01-01 10:20:30", "%Y-%m-%d %H:%M:%S");
  try("29 Feb 2024", "%d %b %Y");
  try("February 3, 2021", "%B %d, %Y");
  try("Mon Jan  5 2026", "%a %b %e %Y");
  try("Monday", "%A");
  try("03/04/05", "%D");
  try("03/04/70", "%m/%d/%y");
  try("2024 60", "%Y %j");
  try("2023 365", "%Y %j");
  try("12:30 PM", "%I:%M %p");
  try("12:30 AM", "%I:%M %p");
  try("PM 03", "%p %I");
  try("23:59:60", "%T");
  try("07:08", "%R");
  try("11:12:13 pm", "%r");
  try("Tue Mar  5 01:02:03 2024", "%c");
  try("20", "%C");
  try("19 99", "%C %y");
  try("86400", "%s");
  try("10 +0530", "%H %z");
  try("10 Z", "%H %z");
  try("2024-13-01", "%Y-%m-%d");
  try("2024-02-30", "%Y-%m-%d");
  try("abc", "%Y");
  try("  2024", "%Y");
  try("2024", "%Y%%");
  try("2024%", "%Y%%");
  try("5", "%u");
  try("0", "%w");
  try("15", "%U");
  try("10 tail", "%d");
  try("a b", "a%tb");
  try("7", "%H");
  try("24", "%H");
  try("13", "%I");
  try("1 2", "%d%n%m");
  try("", "");
  try("2024", "%EY");
  try("9", "%Od");
  try("2100-03-01", "%Y-%m-%d");
  try("05:06:07", "%X");
  try("06/07/08", "%x");
  try("7 1", "%m %Y");
  return 0;
}
