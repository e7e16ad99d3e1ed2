/** strptime: a date read from text, and what follows from it. */

export const CALENDAR_INPUT = `#include <internal/libc.h>
#include <time.h>
#include <string.h>
#include <strings.h>
#include <ctype.h>
static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

/* What the text has told, of which the rest is worked out at the end; century and week are -1 until they come. */
struct known { int century, year2, month, monthDay, weekDay, yearDay, date, isPm, hour12, week, weekStart; };

static int readNumber(const char **s, int digits, int low, int high, int *to) {
  int value = 0, n = 0;
  while (**s == ' ') ++*s;
  while (n < digits && isdigit((unsigned char)**s)) value = value * 10 + *(*s)++ - '0', n++;
  if (!n || value < low || value > high) return 0;
  *to = value;
  return 1;
}

static int readName(const char **s, const char *const *names, int count, int *to) {
  for (int i = 0; i < count; i++) {
    size_t full = strlen(names[i]), n = !strncasecmp(*s, names[i], full) ? full : !strncasecmp(*s, names[i], 3) ? 3 : 0;
    if (!n) continue;
    *s += n;
    *to = i;
    return 1;
  }
  return 0;
}

/* +hh, +hhmm, +hh:mm or Z. */
static int readZone(const char **s, struct tm *t) {
  int sign = **s == '-' ? -1 : 1, hours, minutes = 0;
  t->tm_gmtoff = 0;
  while (**s == ' ') ++*s;
  if (**s == 'Z') return ++*s, 1;
  sign = **s == '-' ? -1 : 1;
  if (**s != '+' && **s != '-') return 0;
  ++*s;
  if (!isdigit((unsigned char)(*s)[0]) || !isdigit((unsigned char)(*s)[1]) || !readNumber(s, 2, 0, 14, &hours)) return 0;
  if (**s == ':') ++*s;
  if (isdigit((unsigned char)**s) && !readNumber(s, 2, 0, 59, &minutes)) return 0;
  t->tm_gmtoff = sign * (hours * 3600 + minutes * 60);
  return 1;
}

static int readSeconds(const char **s, struct tm *t) {
  time_t seconds = 0;
  if (!isdigit((unsigned char)**s)) return 0;
  while (isdigit((unsigned char)**s)) seconds = seconds * 10 + *(*s)++ - '0';
  localtime_r(&seconds, t);
  return 1;
}

static int readHalf(const char **s, struct known *k) {
  if (strncasecmp(*s, "AM", 2) && strncasecmp(*s, "PM", 2)) return 0;
  k->isPm = (**s | 32) == 'p';
  *s += 2;
  return 1;
}

static const char *read(const char *s, const char *p, struct tm *t, struct known *k);

/* One conversion; 0 if the text does not fit. */
static int convert(const char **s, int letter, struct tm *t, struct known *k) {
  int n;
  switch (letter) {
  case 'Y':
    if (!readNumber(s, 4, 0, 9999, &n)) return 0;
    t->tm_year = n - 1900;
    k->date = 1;
    k->century = -1;
    return 1;
  case 'y':
    if (!readNumber(s, 2, 0, 99, &n)) return 0;
    t->tm_year = n < 69 ? n + 100 : n;
    return k->year2 = k->date = 1;
  case 'C': return k->date = readNumber(s, 2, 0, 99, &k->century);
  case 'm':
    if (!readNumber(s, 2, 1, 12, &n)) return 0;
    t->tm_mon = n - 1;
    return k->month = k->date = 1;
  case 'b': case 'B': case 'h': return k->month = k->date = readName(s, months, 12, &t->tm_mon);
  case 'd': case 'e': return k->monthDay = k->date = readNumber(s, 2, 1, 31, &t->tm_mday);
  case 'j':
    if (!readNumber(s, 3, 1, 366, &n)) return 0;
    t->tm_yday = n - 1;
    return k->yearDay = 1;
  case 'a': case 'A': return k->weekDay = readName(s, days, 7, &t->tm_wday);
  case 'u':
    if (!readNumber(s, 1, 1, 7, &n)) return 0;
    t->tm_wday = n % 7;
    return k->weekDay = 1;
  case 'w': return k->weekDay = readNumber(s, 1, 0, 6, &t->tm_wday);
  case 'U': case 'W':
    k->weekStart = letter == 'W';
    return readNumber(s, 2, 0, 53, &k->week);
  case 'V': case 'g': return readNumber(s, 2, 0, 99, &n);
  case 'G': return readNumber(s, 4, 0, 9999, &n);
  case 'H': case 'k':
    k->hour12 = 0;
    return readNumber(s, 2, 0, 23, &t->tm_hour);
  case 'I': case 'l':
    if (!readNumber(s, 2, 1, 12, &n)) return 0;
    t->tm_hour = n % 12;
    return k->hour12 = 1;
  case 'M': return readNumber(s, 2, 0, 59, &t->tm_min);
  case 'S': return readNumber(s, 2, 0, 61, &t->tm_sec);
  case 'p': case 'P': return readHalf(s, k);
  case 's': return readSeconds(s, t);
  case 'z': return readZone(s, t);
  case 'Z': return 1;
  case 'F': return (*s = read(*s, "%Y-%m-%d", t, k)) != 0;
  case 'T': case 'X': return (*s = read(*s, "%H:%M:%S", t, k)) != 0;
  case 'R': return (*s = read(*s, "%H:%M", t, k)) != 0;
  case 'r': return (*s = read(*s, "%I:%M:%S %p", t, k)) != 0;
  case 'D': case 'x': return (*s = read(*s, "%m/%d/%y", t, k)) != 0;
  case 'c': return (*s = read(*s, "%a %b %e %H:%M:%S %Y", t, k)) != 0;
  case 'n': case 't':
    while (isspace((unsigned char)**s)) ++*s;
    return 1;
  case '%': return *(*s)++ == '%';
  default: return 0;
  }
}

static const char *read(const char *s, const char *p, struct tm *t, struct known *k) {
  for (; *p; p++) {
    if (isspace((unsigned char)*p)) {
      while (isspace((unsigned char)*s)) s++;
      continue;
    }
    if (*p != '%') {
      if (*s++ != *p) return 0;
      continue;
    }
    p++;
    while (*p == 'E' || *p == 'O' || *p == '-' || *p == '_' || *p == '0' || *p == '^' || *p == '#') p++;
    if (!convert(&s, *p, t, k)) return 0;
  }
  return s;
}

/* What the date tells of itself: from the day of the year month and day, from these the days of week and year. */
static void complete(struct tm *t, struct known *k) {
  struct tm other = {0};
  if (k->hour12 && k->isPm) t->tm_hour += 12;
  if (k->century >= 0) t->tm_year = k->year2 ? t->tm_year % 100 + (k->century - 19) * 100 : (k->century - 19) * 100;
  other.tm_year = t->tm_year;
  if (k->yearDay && !(k->month && k->monthDay)) {
    other.tm_mday = t->tm_yday + 1;
    timegm(&other);
    if (!k->month) t->tm_mon = other.tm_mon;
    if (!k->monthDay) t->tm_mday = other.tm_mday;
    k->date = 1;
  }
  if (k->date) {
    /* A day that is not set counts as the one before the first. */
    other = (struct tm){.tm_year = t->tm_year, .tm_mon = t->tm_mon, .tm_mday = t->tm_mday};
    timegm(&other);
    struct tm first = {.tm_year = t->tm_year, .tm_mday = 1};
    if (!k->weekDay) t->tm_wday = other.tm_wday;
    if (!k->yearDay) t->tm_yday = (timegm(&other) - timegm(&first)) / 86400;
  }
  if (k->week >= 0 && k->weekDay) {
    other = (struct tm){.tm_year = t->tm_year, .tm_mday = 1};
    timegm(&other);
    int start = k->weekStart, day = (7 - (other.tm_wday - start)) % 7 + (k->week - 1) * 7 + (t->tm_wday - start + 7) % 7;
    if (!k->yearDay) t->tm_yday = day;
    other = (struct tm){.tm_year = t->tm_year, .tm_mday = t->tm_yday + 1};
    timegm(&other);
    if (!k->monthDay) t->tm_mday = other.tm_mday;
    if (!k->month) t->tm_mon = other.tm_mon;
  }
}

char *strptime(const char *s, const char *p, struct tm *t) {
  struct known k = {.century = -1, .week = -1};
  s = read(s, p, t, &k);
  if (s) complete(t, &k);
  return (char *)s;
}
`
