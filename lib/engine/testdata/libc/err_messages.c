/* What err.h and error.h say goes to stderr; here it is read back through a pipe. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <syslog.h>
#include <unistd.h>

static void around(int which, const char *format, ...) {
  va_list list;
  va_start(list, format);
  errno = EACCES;
  if (which == 0) vwarn(format, list);
  if (which == 1) vwarnx(format, list);
  if (which == 2) verr(EX_NOINPUT, format, list);
  if (which == 3) verrx(EX_USAGE, format, list);
  if (which == 4) {
    openlog("logger", LOG_PERROR, LOG_USER);
    vsyslog(LOG_INFO, format, list);
    closelog();
  }
  va_end(list);
}

static void nameless(void) { fputs("(somebody) ", stderr); }

static void one(int which) {
  errno = ENOENT;
  switch (which) {
  case 0: warn("cannot open %s", "it"); break;
  case 1: warnx("plain %d", 7); break;
  case 2: warn(NULL); break;
  case 3: err(EX_OSERR, "fatal %c", 'x');
  case 4: errx(3, "the end");
  case 5: around(0, "a %s", "list"); break;
  case 6: around(1, "a %s", "list"); break;
  case 7: around(2, "a %s", "list"); break;
  case 8: around(3, "a %s", "list"); break;
  case 9: error(0, ENOMEM, "no room for %d", 5); error(0, 0, "again"); printf("%u messages\n", error_message_count); break;
  case 10: error(4, 0, "status"); break;
  case 11: error_at_line(0, EIO, "input.txt", 12, "bad line"); break;
  case 12:
    error_one_per_line = 1;
    error_at_line(0, 0, "a", 1, "first");
    error_at_line(0, 0, "a", 1, "same line");
    error_at_line(0, 0, "a", 2, "next line");
    break;
  case 13: error_print_progname = nameless; error(0, 0, "with a name of its own"); break;
  case 14: openlog("logger", LOG_PERROR, LOG_USER); syslog(LOG_ERR, "said %d", 1); setlogmask(LOG_UPTO(LOG_ERR)); syslog(LOG_DEBUG, "masked"); break;
  case 15: around(4, "a %s\n", "list"); break;
  case 16: fprintf(stderr, "%s %s\n", program_invocation_name, program_invocation_short_name); break;
  }
}

int main(void) {
  for (int i = 0; i <= 16; i++) {
    int ends[2], status;
    pipe(ends);
    fflush(stdout);
    if (fork() == 0) {
      dup2(ends[1], 2);
      dup2(ends[1], 1);
      close(ends[0]);
      close(ends[1]);
      one(i);
      exit(0);
    }
    close(ends[1]);
    char text[300];
    ssize_t n;
    printf("%d: ", i);
    while ((n = read(ends[0], text, sizeof text)) > 0) fwrite(text, 1, n, stdout);
    wait(&status);
    printf("= %d\n", WEXITSTATUS(status));
  }
  return 0;
}
