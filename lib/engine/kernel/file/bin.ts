/** The programs of the simulated /bin, in C like any other. */
import type { BinName } from './bin-path'

const ECHO = String.raw`#include <stdio.h>
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

const CAT = String.raw`#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
static int copy(int fd, const char *name) {
  char buffer[4096];
  ssize_t n;
  while ((n = read(fd, buffer, sizeof buffer)) > 0) {
    for (ssize_t done = 0; done < n; ) {
      ssize_t w = write(1, buffer + done, n - done);
      if (w < 0) return 1;
      done += w;
    }
  }
  if (n == 0) return 0;
  fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
  return 1;
}
int main(int argc, char **argv) {
  int status = 0;
  if (argc == 1) return copy(0, "-");
  for (int i = 1; i < argc; i++) {
    int fd = strcmp(argv[i], "-") == 0 ? 0 : open(argv[i], O_RDONLY);
    if (fd < 0) {
      fprintf(stderr, "cat: %s: %s\n", argv[i], strerror(errno));
      status = 1;
      continue;
    }
    status |= copy(fd, argv[i]);
    if (fd > 0) close(fd);
  }
  return status;
}
`

const SLEEP = String.raw`#include <stdio.h>
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

/** Source texts by name (bin-path.ts says where they are found). */
export const BIN_SOURCES: Readonly<Record<BinName, string>> = {
  true: 'int main(void) { return 0; }\n',
  false: 'int main(void) { return 1; }\n',
  echo: ECHO,
  cat: CAT,
  sleep: SLEEP,
}
