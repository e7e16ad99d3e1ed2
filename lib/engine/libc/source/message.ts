/** Descriptions of errors and signals, and what prints them. */

export const MESSAGE = String.raw`#include <internal/stdio.h>
#include <signal.h>
/* Each text is fetched once and then stays, so that two results can be held at a time. */
static char pool[6000], *errors[134], *signals[65], unknown[2][32];
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
  return memcpy(to, buffer, n);
}

char *strerror(int number) {
  return message(0, number, number >= 0 && number < 134 && number != 41 && number != 58 ? &errors[number] : 0);
}

char *strsignal(int signal) {
  return message(1, signal, signal > 0 && signal < 65 ? &signals[signal] : 0);
}

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

void perror(const char *s) {
  int number = errno;
  fprintf(stderr, "%s%s%s\n", s && *s ? s : "", s && *s ? ": " : "", strerror(number));
}

void psignal(int signal, const char *s) {
  fprintf(stderr, "%s%s%s\n", s && *s ? s : "", s && *s ? ": " : "", strsignal(signal));
}
`
