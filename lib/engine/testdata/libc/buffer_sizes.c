/* What a full buffer lets through, seen from the other end of a pipe. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void watch(void (*writer)(FILE *)) {
  int ends[2];
  pipe(ends);
  fflush(stdout);
  if (fork() == 0) {
    FILE *f = fdopen(ends[1], "w");
    close(ends[0]);
    writer(f);
    _exit(0);
  }
  close(ends[1]);
  wait(NULL);
  char b[70000];
  ssize_t total = 0, n;
  while ((n = read(ends[0], b, sizeof b)) > 0) total += n;
  close(ends[0]);
  printf("%zd\n", total);
}

static char big[20000];
static void bytes(FILE *f) { for (int i = 0; i < 10000; i++) fputc('x', f); }
static void exact(FILE *f) { for (int i = 0; i < 4096; i++) fputc('x', f); }
static void oneMore(FILE *f) { for (int i = 0; i < 4097; i++) fputc('x', f); }
static void blocks(FILE *f) { fwrite(big, 1, 10000, f); }
static void after(FILE *f) { fputs("123", f); fwrite(big, 1, 10000, f); }
static void words(FILE *f) { for (int i = 0; i < 1000; i++) fprintf(f, "word %d\n", i); }
static void wide(FILE *f) { fprintf(f, "%9000d", 1); }
static void lines(FILE *f) { setvbuf(f, NULL, _IOLBF, 0); fprintf(f, "one\ntwo\nthree"); }
static void none(FILE *f) { setvbuf(f, NULL, _IONBF, 0); fprintf(f, "abc"); }
static void small(FILE *f) { setvbuf(f, big, _IOFBF, 100); for (int i = 0; i < 250; i++) fputc('y', f); }

int main(void) {
  watch(bytes);
  watch(exact);
  watch(oneMore);
  watch(blocks);
  watch(after);
  watch(words);
  watch(wide);
  watch(lines);
  watch(none);
  watch(small);
  return 0;
}
