/** The calendar, in UTC. */

export const CALENDAR = String.raw`#include <internal/libc.h>
#include <time.h>
#include <stdio.h>
#include <string.h>
#include <ctype.h>
char *tzname[2] = {"UTC", "UTC"};
int daylight;
long timezone;
static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

void tzset(void) {}

static int isLeap(long year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* Days from 1970-01-01 to a day of the calendar; month from 0, any day. */
static long daysTo(long year, long month, long day) {
  long y = month < 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400, yearOfEra = y - era * 400;
  long dayOfYear = (153 * (month < 2 ? month + 10 : month - 2) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

struct tm *gmtime_r(const time_t *when, struct tm *t) {
  long day = *when / 86400, rest = *when % 86400;
  if (rest < 0) rest += 86400, day--;
  t->tm_hour = rest / 3600;
  t->tm_min = rest / 60 % 60;
  t->tm_sec = rest % 60;
  t->tm_wday = ((day + 4) % 7 + 7) % 7;
  long z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, d = z - era * 146097;
  long y = (d - d / 1460 + d / 36524 - d / 146096) / 365, dayOfYear = d - (365 * y + y / 4 - y / 100);
  long m = (5 * dayOfYear + 2) / 153;
  long year = y + era * 400 + (m >= 10);
  t->tm_mday = dayOfYear - (153 * m + 2) / 5 + 1;
  t->tm_mon = m < 10 ? m + 2 : m - 10;
  t->tm_year = year - 1900;
  t->tm_yday = day - daysTo(year, 0, 1);
  t->tm_isdst = 0;
  t->tm_gmtoff = 0;
  t->tm_zone = "GMT";
  return t;
}

struct tm *localtime_r(const time_t *when, struct tm *t) {
  gmtime_r(when, t);
  t->tm_zone = "UTC";
  return t;
}

static struct tm own;
struct tm *gmtime(const time_t *when) { return gmtime_r(when, &own); }
struct tm *localtime(const time_t *when) { return localtime_r(when, &own); }

time_t timegm(struct tm *t) {
  long month = t->tm_mon, year = t->tm_year + 1900L + month / 12;
  month %= 12;
  if (month < 0) month += 12, year--;
  time_t when = ((daysTo(year, month, 1) + t->tm_mday - 1) * 24 + t->tm_hour) * 3600 + t->tm_min * 60L + t->tm_sec;
  gmtime_r(&when, t);
  return when;
}

time_t mktime(struct tm *t) {
  time_t when = timegm(t);
  t->tm_zone = "UTC";
  return when;
}

char *asctime_r(const struct tm *t, char *to) {
  sprintf(to, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", (unsigned)t->tm_wday < 7 ? days[t->tm_wday] : "???", (unsigned)t->tm_mon < 12 ? months[t->tm_mon] : "???", t->tm_mday, t->tm_hour, t->tm_min, t->tm_sec, 1900 + t->tm_year);
  return to;
}

char *asctime(const struct tm *t) {
  static char text[64];
  return asctime_r(t, text);
}

char *ctime_r(const time_t *when, char *to) {
  struct tm t;
  return asctime_r(localtime_r(when, &t), to);
}

char *ctime(const time_t *when) { return asctime(localtime(when)); }

/* Week of the year by ISO 8601, and the year that it belongs to. */
static int isoWeek(const struct tm *t, long *year) {
  int weekday = (t->tm_wday + 6) % 7, week = (t->tm_yday - weekday + 10) / 7;
  *year = t->tm_year + 1900L;
  if (week < 1) {
    long before = --*year;
    int yday = t->tm_yday + (isLeap(before) ? 366 : 365);
    return (yday - weekday + 10) / 7;
  }
  int last = ((t->tm_yday - weekday + 3) >= (isLeap(*year) ? 366 : 365)) ? 1 : 0;
  if (week == 53 && last) return ++*year, 1;
  return week;
}

static int hour12(const struct tm *t) { return t->tm_hour % 12 ? t->tm_hour % 12 : 12; }

/* One conversion's text. */
static void convert(char *to, size_t n, int c, const struct tm *t) {
  long year;
  struct tm copy = *t;
  *to = 0;
  switch (c) {
  case 'a': snprintf(to, n, "%.3s", days[t->tm_wday % 7]); break;
  case 'A': snprintf(to, n, "%s", days[t->tm_wday % 7]); break;
  case 'b': case 'h': snprintf(to, n, "%.3s", months[t->tm_mon % 12]); break;
  case 'B': snprintf(to, n, "%s", months[t->tm_mon % 12]); break;
  case 'c': snprintf(to, n, "%.3s %.3s %2d %02d:%02d:%02d %d", days[t->tm_wday % 7], months[t->tm_mon % 12], t->tm_mday, t->tm_hour, t->tm_min, t->tm_sec, t->tm_year + 1900); break;
  case 'C': snprintf(to, n, "%02d", (t->tm_year + 1900) / 100); break;
  case 'd': snprintf(to, n, "%02d", t->tm_mday); break;
  case 'D': case 'x': snprintf(to, n, "%02d/%02d/%02d", t->tm_mon + 1, t->tm_mday, t->tm_year % 100); break;
  case 'e': snprintf(to, n, "%2d", t->tm_mday); break;
  case 'F': snprintf(to, n, "%d-%02d-%02d", t->tm_year + 1900, t->tm_mon + 1, t->tm_mday); break;
  case 'g': isoWeek(t, &year); snprintf(to, n, "%02ld", year % 100); break;
  case 'G': isoWeek(t, &year); snprintf(to, n, "%ld", year); break;
  case 'H': snprintf(to, n, "%02d", t->tm_hour); break;
  case 'I': snprintf(to, n, "%02d", hour12(t)); break;
  case 'j': snprintf(to, n, "%03d", t->tm_yday + 1); break;
  case 'k': snprintf(to, n, "%2d", t->tm_hour); break;
  case 'l': snprintf(to, n, "%2d", hour12(t)); break;
  case 'm': snprintf(to, n, "%02d", t->tm_mon + 1); break;
  case 'M': snprintf(to, n, "%02d", t->tm_min); break;
  case 'n': strcpy(to, "\n"); break;
  case 'p': strcpy(to, t->tm_hour >= 12 ? "PM" : "AM"); break;
  case 'P': strcpy(to, t->tm_hour >= 12 ? "pm" : "am"); break;
  case 'r': snprintf(to, n, "%02d:%02d:%02d %s", hour12(t), t->tm_min, t->tm_sec, t->tm_hour >= 12 ? "PM" : "AM"); break;
  case 'R': snprintf(to, n, "%02d:%02d", t->tm_hour, t->tm_min); break;
  case 's': snprintf(to, n, "%ld", mktime(&copy)); break;
  case 'S': snprintf(to, n, "%02d", t->tm_sec); break;
  case 't': strcpy(to, "\t"); break;
  case 'T': case 'X': snprintf(to, n, "%02d:%02d:%02d", t->tm_hour, t->tm_min, t->tm_sec); break;
  case 'u': snprintf(to, n, "%d", t->tm_wday ? t->tm_wday : 7); break;
  case 'U': snprintf(to, n, "%02d", (t->tm_yday - t->tm_wday + 7) / 7); break;
  case 'V': snprintf(to, n, "%02d", isoWeek(t, &year)); break;
  case 'w': snprintf(to, n, "%d", t->tm_wday); break;
  case 'W': snprintf(to, n, "%02d", (t->tm_yday - (t->tm_wday + 6) % 7 + 7) / 7); break;
  case 'y': snprintf(to, n, "%02d", t->tm_year % 100); break;
  case 'Y': snprintf(to, n, "%d", t->tm_year + 1900); break;
  case 'z': strcpy(to, "+0000"); break;
  case 'Z': snprintf(to, n, "%s", t->tm_zone ? t->tm_zone : "UTC"); break;
  case '%': strcpy(to, "%"); break;
  default: snprintf(to, n, "%%%c", c);
  }
}

size_t strftime(char *to, size_t size, const char *p, const struct tm *t) {
  size_t n = 0;
  char text[128];
  for (; *p; p++) {
    if (*p != '%') {
      text[0] = *p;
      text[1] = 0;
    } else {
      p++;
      while (*p == 'E' || *p == 'O') p++;
      if (!*p) break;
      convert(text, sizeof text, *p, t);
    }
    size_t length = strlen(text);
    if (n + length + 1 > size) return 0;
    memcpy(to + n, text, length);
    n += length;
  }
  if (n >= size) return 0;
  to[n] = 0;
  return n;
}
`
