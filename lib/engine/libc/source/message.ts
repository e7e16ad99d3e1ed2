/** Descriptions of errors and signals, and what prints them. */

import { ERROR_NUMBERS } from '../header/standard'

const names = ERROR_NUMBERS.replace(/(E\w+)\s+(\d+)\s*/g, '{$2, "$1"}, ')

export const MESSAGE = String.raw`#include <internal/stdio.h>
#include <signal.h>
#include <stdlib.h>
/* Each text is fetched once and then stays, so that two results can be held at a time; one of no such number is the thread's. */
static char pool[6000], *errors[134], *signals[65];
static _Thread_local char unknown[2][32];
static int used;

static char *message(int kind, int number, char **known) {
  char buffer[64];
  if (known && *known) return *known;
  int n = __intrinsic("message", (long)kind, (long)number, buffer);
  char *to = known ? pool + used : unknown[kind];
  if (known) {
    used += n;
    *known = to;
  }
  __intrinsic("memcpy", to, buffer, (long)n);
  return to;
}

char *strerror(int number) {
  return message(0, number, number >= 0 && number < 134 && number != 41 && number != 58 ? &errors[number] : 0);
}

char *strsignal(int signal) {
  return message(1, signal, signal > 0 && signal < 65 ? &signals[signal] : 0);
}

/* Of numbers that exist; each in a place of its own, since the results stay. */
static const char *known(int kind, int number, int count, char **list) {
  char buffer[64];
  if (number < 0 || number >= count) return 0;
  if (list[number]) return list[number];
  int n = __intrinsic("message", (long)kind, (long)number, buffer);
  if (n <= 1) return 0;
  char *p = malloc(n);
  if (p) __intrinsic("memcpy", p, buffer, (long)n);
  return list[number] = p;
}

const char *strerrordesc_np(int number) {
  static char *list[134];
  return known(2, number, 134, list);
}

const char *sigdescr_np(int signal) {
  static char *list[32];
  return known(3, signal, 32, list);
}

const char *sigabbrev_np(int signal) {
  static char *list[32];
  return known(4, signal, 32, list);
}

const char *strerrorname_np(int number) {
  static const struct { int number; const char *name; } all[] = {{0, "0"}, ${names}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) if (all[i].number == number) return all[i].name;
  return 0;
}

void perror(const char *s) {
  int number = errno;
  fprintf(stderr, "%s%s%s\n", s && *s ? s : "", s && *s ? ": " : "", strerror(number));
}

void psignal(int signal, const char *s) {
  fprintf(stderr, "%s%s%s\n", s && *s ? s : "", s && *s ? ": " : "", strsignal(signal));
}
`

/** The same in memory that the program gives. */
export const MESSAGE_COPY = `#include <internal/libc.h>
#include <string.h>
#undef strerror_r
char *strerror_r(int number, char *buffer, size_t size) {
  char *text = strerror(number);
  if (number >= 0 && number < 134) return text;
  if (size) {
    strncpy(buffer, text, size - 1);
    buffer[size - 1] = 0;
  }
  return buffer;
}

int __xpg_strerror_r(int number, char *buffer, size_t size) {
  char *text = strerror(number);
  size_t n = strlen(text);
  if (size) {
    size_t keep = n < size ? n : size - 1;
    memcpy(buffer, text, keep);
    buffer[keep] = 0;
  }
  return n >= size ? ERANGE : number < 0 || number > 133 || number == 41 || number == 58 ? EINVAL : 0;
}
`
