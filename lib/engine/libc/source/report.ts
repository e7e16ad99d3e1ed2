/** <err.h>, <error.h>, <syslog.h>: a program's name, what it says, and what the error number means. */

export const REPORT = String.raw`#include <internal/libc.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *__short_name(void) {
  char *slash = strrchr(__program, '/');
  return slash ? slash + 1 : __program;
}

/* number: -1 for no error at the end. */
static void warning(int number, const char *format, va_list list) {
  fprintf(stderr, "%s: ", __short_name());
  if (format) vfprintf(stderr, format, list);
  if (number >= 0) fprintf(stderr, "%s%s", format ? ": " : "", strerror(number));
  fputc('\n', stderr);
}

void vwarn(const char *format, va_list list) { warning(errno, format, list); }
void vwarnx(const char *format, va_list list) { warning(-1, format, list); }

void verr(int status, const char *format, va_list list) {
  warning(errno, format, list);
  exit(status);
}

void verrx(int status, const char *format, va_list list) {
  warning(-1, format, list);
  exit(status);
}

void warn(const char *format, ...) {
  va_list list;
  va_start(list, format);
  warning(errno, format, list);
}

void warnx(const char *format, ...) {
  va_list list;
  va_start(list, format);
  warning(-1, format, list);
}

void err(int status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  verr(status, format, list);
}

void errx(int status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  verrx(status, format, list);
}
`

export const ERROR = String.raw`#include <internal/libc.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
unsigned int error_message_count;
int error_one_per_line;
void (*error_print_progname)(void);

static void say(int status, int number, const char *file, unsigned line, const char *format, va_list list) {
  fflush(stdout);
  if (error_print_progname) error_print_progname();
  else fprintf(stderr, file ? "%s:" : "%s: ", __program);
  if (file) fprintf(stderr, "%s:%u: ", file, line);
  vfprintf(stderr, format, list);
  error_message_count++;
  if (number) fprintf(stderr, ": %s", strerror(number));
  fputc('\n', stderr);
  if (status) exit(status);
}

void error(int status, int number, const char *format, ...) {
  va_list list;
  va_start(list, format);
  say(status, number, 0, 0, format, list);
}

void error_at_line(int status, int number, const char *file, unsigned int line, const char *format, ...) {
  static const char *lastFile;
  static unsigned lastLine;
  va_list list;
  if (error_one_per_line && lastFile && file && lastLine == line && !strcmp(lastFile, file)) return;
  lastFile = file;
  lastLine = line;
  va_start(list, format);
  say(status, number, file, line, format, list);
}
`

/** Nobody on this machine keeps a log: what a program says to it is seen where it asks for LOG_PERROR. */
export const LOG = String.raw`#include <internal/libc.h>
#include <syslog.h>
#include <stdio.h>
#include <string.h>
char *__short_name(void);
static const char *logName;
static int logOptions, logMask = 255;

void openlog(const char *name, int options, int facility) {
  logName = name;
  logOptions = options;
}

void closelog(void) { logName = 0; }

int setlogmask(int mask) {
  int old = logMask;
  if (mask) logMask = mask;
  return old;
}

void vsyslog(int priority, const char *format, va_list list) {
  if (!(logMask >> (priority & 7) & 1) || !(logOptions & LOG_PERROR)) return;
  size_t n = strlen(format);
  fprintf(stderr, "%s", logName ? logName : __short_name());
  if (logOptions & LOG_PID) fprintf(stderr, "[%d]", (int)__syscall("getpid"));
  fputs(": ", stderr);
  vfprintf(stderr, format, list);
  if (!n || format[n - 1] != '\n') fputc('\n', stderr);
}

void syslog(int priority, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsyslog(priority, format, list);
}
`
