/** <execinfo.h>: the calls that a program is in, by the frames that they left (README.md, "Frame"). */

export const BACKTRACE = String.raw`#include <internal/libc.h>
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct frame { struct frame *caller; void *returnTo; };

int backtrace(void **list, int size) {
  long place[3];
  int n = 0;
  __builtin_setjmp(place);
  struct frame *f = (struct frame *)place[1];
  for (; f && f->returnTo && n < size; f = f->caller) list[n++] = f->returnTo;
  return n;
}

/* The program keeps no names of its functions: a place in it is told by its address. */
char **backtrace_symbols(void *const *list, int size) {
  size_t each = strlen(__program) + 32;
  char **texts = malloc(size * (sizeof *texts + each)), *p = (char *)(texts + size);
  for (int i = 0; texts && i < size; i++, p += each) {
    texts[i] = p;
    sprintf(p, "%s() [%p]", __program, list[i]);
  }
  return texts;
}

void backtrace_symbols_fd(void *const *list, int size, int fd) {
  for (int i = 0; i < size; i++) dprintf(fd, "%s() [%p]\n", __program, list[i]);
}
`
