#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void show(const char *path) {
  FILE *f = fopen(path, "r");
  int c;
  printf("%s: ", path);
  while ((c = getc(f)) != EOF) putchar(c == '\n' ? '/' : c ? c : '0');
  printf(" eof %d error %d\n", feof(f) != 0, ferror(f));
  fclose(f);
}

int main(void) {
  FILE *f = fopen("t.txt", "w+");
  fprintf(f, "line one\nline two\nline three\n");
  printf("at %ld\n", ftell(f));
  rewind(f);
  char b[40];
  while (fgets(b, 7, f)) printf("<%s>", b);
  printf("\n%d\n", feof(f) != 0);
  clearerr(f);
  fseek(f, -6, SEEK_END);
  printf("%s", fgets(b, sizeof b, f));
  fseek(f, 5, SEEK_SET);
  printf("%c at %ld\n", fgetc(f), ftell(f));
  fseek(f, 2, SEEK_CUR);
  printf("%c\n", fgetc(f));
  ungetc('Z', f);
  printf("%c %ld\n", getc(f), ftell(f));
  fpos_t here;
  fgetpos(f, &here);
  int next = fgetc(f);
  fsetpos(f, &here);
  printf("%d\n", fgetc(f) == next);
  fseeko(f, 0, SEEK_SET);
  fputs("LINE", f);
  fflush(f);
  printf("%ld\n", (long)ftello(f));
  fclose(f);
  show("t.txt");
  f = fopen("t.txt", "a");
  fputs("appended\n", f);
  fclose(f);
  show("t.txt");
  f = fopen("t.txt", "r+");
  size_t n = fread(b, 4, 3, f);
  printf("%zu %.12s\n", n, b);
  fseek(f, 0, SEEK_CUR);
  fwrite("XX", 1, 2, f);
  fclose(f);
  show("t.txt");
  printf("%d %d\n", fopen("t.txt", "wx") == NULL, errno == EEXIST);
  printf("%d %d\n", fopen("none.txt", "r") == NULL, errno == ENOENT);
  printf("%d %d\n", fopen("t.txt", "q") == NULL, errno == EINVAL);
  f = fopen("w.txt", "w");
  setvbuf(f, NULL, _IONBF, 0);
  fputs("now", f);
  show("w.txt");
  setvbuf(f, b, _IOFBF, sizeof b);
  fputs("then", f);
  show("w.txt");
  printf("%d %d\n", fgetc(f), ferror(f) != 0);
  fclose(f);
  f = fopen("w.txt", "w");
  char own[BUFSIZ];
  setbuf(f, own);
  setbuffer(f, own, 100);
  putw(0x41424344, f);
  f = freopen("w.txt", "r", f);
  printf("%x\n", getw(f));
  printf("%d\n", getw(f));
  fclose(f);
  int fd = dup(1);
  fflush(stdout);
  FILE *out = fdopen(fd, "w");
  fprintf(out, "through a copy\n");
  fclose(out);
  printf("%d %d\n", rename("w.txt", "v.txt"), access("w.txt", F_OK));
  printf("%d %d %d\n", remove("v.txt"), remove("v.txt"), remove("t.txt"));
  FILE *t = tmpfile();
  fputs("temporary", t);
  rewind(t);
  printf("%s\n", fgets(b, sizeof b, t));
  fclose(t);
  printf("%.5s %s\n", tmpnam(NULL), ctermid(NULL));
  printf("%zu %zu\n", fread_unlocked(b, 1, 4, stdin), fread(b, 1, 0, stdin));
  printf("%d %d %d\n", getchar(), feof_unlocked(stdin) != 0, ferror_unlocked(stdin));
  clearerr_unlocked(stdin);
  printf("%d %d %d %d\n", getc_unlocked(stdin), getchar_unlocked(), fgetc_unlocked(stdin), fflush_unlocked(stdin));
  printf("%d\n", fgets_unlocked(b, 10, stdin) == NULL);
  return 0;
}
