/** Headers of programs that say what went wrong: <err.h>, <error.h>, <sysexits.h>, <syslog.h>. */

const err = `#ifndef _ERR_H
#define _ERR_H 1
#include <stdarg.h>
void err(int status, const char *format, ...) __attribute__((noreturn));
void verr(int status, const char *format, va_list list) __attribute__((noreturn));
void errx(int status, const char *format, ...) __attribute__((noreturn));
void verrx(int status, const char *format, va_list list) __attribute__((noreturn));
void warn(const char *format, ...);
void vwarn(const char *format, va_list list);
void warnx(const char *format, ...);
void vwarnx(const char *format, va_list list);
#endif
`

const error = `#ifndef _ERROR_H
#define _ERROR_H 1
extern unsigned int error_message_count;
extern int error_one_per_line;
extern void (*error_print_progname)(void);
void error(int status, int number, const char *format, ...);
void error_at_line(int status, int number, const char *file, unsigned int line, const char *format, ...);
#endif
`

const EXITS = `OK 0 _BASE 64 USAGE 64 DATAERR 65 NOINPUT 66 NOUSER 67 NOHOST 68 UNAVAILABLE 69 SOFTWARE 70 OSERR 71 OSFILE 72
CANTCREAT 73 IOERR 74 TEMPFAIL 75 PROTOCOL 76 NOPERM 77 CONFIG 78 _MAX 78`

const sysexits = `#ifndef _SYSEXITS_H
#define _SYSEXITS_H 1
${EXITS.replace(/(\w+) (\d+)\s*/g, '#define EX_$1 $2\n')}#endif
`

const syslog = `#ifndef _SYS_SYSLOG_H
#define _SYS_SYSLOG_H 1
#include <stdarg.h>
${'EMERG 0 ALERT 1 CRIT 2 ERR 3 WARNING 4 NOTICE 5 INFO 6 DEBUG 7 '.replace(/(\w+) (\d+) /g, '#define LOG_$1 $2\n')}
${'KERN 0 USER 1 MAIL 2 DAEMON 3 AUTH 4 SYSLOG 5 LPR 6 NEWS 7 UUCP 8 CRON 9 AUTHPRIV 10 LOCAL0 16 LOCAL1 17 LOCAL2 18 LOCAL3 19 LOCAL4 20 LOCAL5 21 LOCAL6 22 LOCAL7 23 '.replace(/(\w+) (\d+) /g, '#define LOG_$1 ($2 << 3)\n')}
#define LOG_PID 1
#define LOG_CONS 2
#define LOG_ODELAY 4
#define LOG_NDELAY 8
#define LOG_NOWAIT 16
#define LOG_PERROR 32
#define LOG_MASK(priority) (1 << (priority))
#define LOG_UPTO(priority) ((1 << ((priority) + 1)) - 1)
void openlog(const char *name, int options, int facility);
void syslog(int priority, const char *format, ...);
void vsyslog(int priority, const char *format, va_list list);
void closelog(void);
int setlogmask(int mask);
#endif
`

const execinfo = `#ifndef _EXECINFO_H
#define _EXECINFO_H 1
int backtrace(void **list, int size);
char **backtrace_symbols(void *const *list, int size);
void backtrace_symbols_fd(void *const *list, int size, int fd);
#endif
`

export const REPORT_HEADERS: Readonly<Record<string, string>> = {
  'err.h': err,
  'error.h': error,
  'execinfo.h': execinfo,
  'sysexits.h': sysexits,
  'sys/syslog.h': syslog,
  'syslog.h': '#include <sys/syslog.h>\n',
}
