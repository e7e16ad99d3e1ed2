// A program's own function replaces the library's for the program, and malloc's kind for the library too; what gcc knows it computes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int calls;
size_t strlen(const char *s) { calls++; return 1; }
char *strcpy(char *d, const char *s) { calls++; return d; }
int toupper(int c) { calls++; return '!'; }
int atoi(const char *s) { calls++; return 42; }
int rand(void) { return 4; }
int abs(int x) { calls += 1000; return 99; }
long labs(long x) { calls += 1000; return 99; }
int strcmp(const char *a, const char *b) { calls++; return 7; }
void *malloc(size_t n) {
  static char pool[1 << 16];
  static size_t used;
  void *p = pool + used;
  used += (n + 15) & ~15ul;
  return p;
}
void free(void *p) { calls += 10; }
int main(void) {
  char b[10] = "x";
  const char *v = "hello";
  int n = -3;
  printf("%zu %zu %c %d %d\n", strlen(v), strlen("hello"), toupper('a'), atoi("7"), rand());
  printf("%d %d %ld %d\n", abs(-3), abs(n), labs(n), calls);
  printf("%d %d\n", strcmp("a", "b"), strcmp(v, "b"));
  strcpy(b, v);
  char *d = strdup("copied by the library");
  printf("%s %s %d\n", b, d, calls);
  free(d);
  printf("%d\n", calls);
}
