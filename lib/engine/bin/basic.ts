/** Programs of a few lines. */

/** Copies a descriptor to another as it comes. */
const copy = `#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static int copy(int from, int to) {
  char buffer[4096];
  ssize_t n;
  while ((n = read(from, buffer, sizeof buffer)) > 0)
    for (ssize_t done = 0, w; done < n; done += w) if ((w = write(to, buffer + done, n - done)) < 0) return -1;
  return n;
}
`

export const ECHO = String.raw`#include <stdio.h>
#include <string.h>
int main(int argc, char **argv) {
  int first = 1, newline = 1;
  while (first < argc && strcmp(argv[first], "-n") == 0) {
    newline = 0;
    first++;
  }
  for (int i = first; i < argc; i++) {
    if (i > first) putchar(' ');
    fputs(argv[i], stdout);
  }
  if (newline) putchar('\n');
  return 0;
}
`

export const CAT = String.raw`${copy}
static int numbered(int fd) {
  static int number;
  FILE *f = fdopen(fd, "r");
  char line[4096];
  for (int start = 1; fgets(line, sizeof line, f); start = strchr(line, '\n') != 0) start ? printf("%6d\t%s", ++number, line) : printf("%s", line);
  fflush(stdout);
  return 0;
}

int main(int argc, char **argv) {
  int status = 0, first = 1, numbers = argc > 1 && strcmp(argv[1], "-n") == 0;
  first += numbers;
  for (int i = first; i < argc || i == first; i++) {
    const char *name = i < argc ? argv[i] : "-";
    int fd = strcmp(name, "-") == 0 ? 0 : open(name, O_RDONLY);
    if (fd < 0 || (numbers ? numbered(fd) : copy(fd, 1)) < 0) {
      fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
      status = 1;
    }
    if (fd > 0) close(fd);
  }
  return status;
}
`

export const TEE = `#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int fds[32] = {1}, count = 1, append = 0;
  char buffer[4096];
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-a") == 0) append = 1;
    else if (count < 32 && (fds[count] = open(argv[i], O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0666)) >= 0) count++;
    else perror(argv[i]);
  }
  for (ssize_t n; (n = read(0, buffer, sizeof buffer)) > 0;) for (int i = 0; i < count; i++) write(fds[i], buffer, n);
  return 0;
}
`

export const SLEEP = String.raw`#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(int argc, char **argv) {
  double seconds = 0;
  if (argc < 2) {
    fputs("sleep: missing operand\nTry 'sleep --help' for more information.\n", stderr);
    return 1;
  }
  for (int i = 1; i < argc; i++) {
    char *end;
    double one = strtod(argv[i], &end);
    seconds += one * (*end == 'm' ? 60 : *end == 'h' ? 3600 : *end == 'd' ? 86400 : 1);
    if (end == argv[i] || one < 0) {
      fprintf(stderr, "sleep: invalid time interval '%s'\nTry 'sleep --help' for more information.\n", argv[i]);
      return 1;
    }
  }
  struct timespec rest = {(long)seconds, (long)((seconds - (long)seconds) * 1e9)};
  while (nanosleep(&rest, &rest) < 0) continue;
  return 0;
}
`

export const PWD = `#include <stdio.h>
#include <unistd.h>
int main(void) {
  char path[4096];
  return puts(getcwd(path, sizeof path) ? path : "?") < 0;
}
`

/** Without a command: the environment, one a line; with one, the environment that it gets. */
export const ENV = String.raw`#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
extern char **environ;
int main(int argc, char **argv) {
  char **p = argv + 1;
  if (*p && (strcmp(*p, "-i") == 0 || strcmp(*p, "-") == 0)) clearenv(), p++;
  while (*p && strcmp(*p, "-u") == 0 && p[1]) unsetenv(p[1]), p += 2;
  for (; *p && strchr(*p, '='); p++) putenv(*p);
  if (!*p) {
    for (char **e = environ; e && *e; e++) puts(*e);
    return 0;
  }
  execvp(*p, p);
  fprintf(stderr, "env: '%s': %s\n", *p, strerror(errno));
  return errno == ENOENT ? 127 : 126;
}
`

export const DATE = `#include <stdio.h>
#include <string.h>
#include <time.h>
int main(int argc, char **argv) {
  char text[512];
  time_t now = time(0);
  const char *format = "%a %b %e %H:%M:%S UTC %Y";
  for (int i = 1; i < argc; i++) if (*argv[i] == '+') format = argv[i] + 1;
  strftime(text, sizeof text, format, localtime(&now));
  puts(text);
  return 0;
}
`

export const KILL = String.raw`#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int number(const char *name) {
  if (isdigit((unsigned char)*name)) return atoi(name);
  if (!strncasecmp(name, "SIG", 3)) name += 3;
  for (int i = 1; i < 32; i++) if (!strcasecmp(name, sigabbrev_np(i))) return i;
  return -1;
}

int main(int argc, char **argv) {
  int signal = SIGTERM, i = 1, status = 0;
  if (i < argc && !strcmp(argv[i], "-l")) {
    for (int n = 1; n < 32; n++) puts(sigabbrev_np(n));
    return 0;
  }
  if (i + 1 < argc && !strcmp(argv[i], "-s")) signal = number(argv[i + 1]), i += 2;
  else if (i < argc && *argv[i] == '-' && argv[i][1]) signal = number(argv[i++] + 1);
  if (signal < 0 || i == argc) {
    fputs("Usage:\n kill [options] <pid> [...]\n", stderr);
    return 1;
  }
  for (; i < argc; i++) {
    if (kill(atoi(argv[i]), signal) == 0) continue;
    fprintf(stderr, "kill: (%s): %s\n", argv[i], strerror(errno));
    status = 1;
  }
  return status;
}
`

export const WHOAMI = `#include <pwd.h>
#include <stdio.h>
#include <unistd.h>
int main(void) { return puts(getpwuid(geteuid())->pw_name) < 0; }
`

export const UNAME = String.raw`#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
int main(int argc, char **argv) {
  struct utsname u;
  const char *options = argc > 1 ? argv[1] : "-s", *space = "";
  uname(&u);
  const struct { char letter; const char *text; } all[] = {{'s', u.sysname}, {'n', u.nodename}, {'r', u.release}, {'v', u.version}, {'m', u.machine}, {'o', "GNU/Linux"}};
  for (int i = 0; i < 6; i++) {
    if (!strchr(options, 'a') && !strchr(options, all[i].letter)) continue;
    printf("%s%s", space, all[i].text);
    space = " ";
  }
  putchar('\n');
  return 0;
}
`

export const SEQ = String.raw`#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("seq: missing operand\nTry 'seq --help' for more information.\n", stderr);
    return 1;
  }
  double first = argc > 2 ? atof(argv[1]) : 1, step = argc > 3 ? atof(argv[2]) : 1, last = atof(argv[argc - 1]);
  for (double i = first; step < 0 ? i >= last : i <= last; i += step) printf("%g\n", i);
  return 0;
}
`
