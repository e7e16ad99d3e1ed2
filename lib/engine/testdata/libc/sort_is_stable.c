#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item { int key, place; char pad[40]; };
static int calls;

static int byKey(const void *a, const void *b) {
  calls++;
  return ((const struct item *)a)->key - ((const struct item *)b)->key;
}

static int byInt(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int reversed(const void *a, const void *b, void *by) { return *(int *)by * byInt(a, b); }
static int byText(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(void) {
  struct item items[20];
  for (int i = 0; i < 20; i++) items[i].key = i * 7 % 5, items[i].place = i;
  qsort(items, 20, sizeof *items, byKey);
  for (int i = 0; i < 20; i++) printf("%d/%d ", items[i].key, items[i].place);
  printf("\n%d comparisons\n", calls);
  int n[300], by = -1;
  for (int i = 0; i < 300; i++) n[i] = i * 7919 % 1000;
  qsort(n, 300, sizeof *n, byInt);
  int ok = 1;
  for (int i = 1; i < 300; i++) ok &= n[i - 1] <= n[i];
  int key = n[123], none = -5;
  printf("%d %d %d\n", ok, *(int *)bsearch(&key, n, 300, sizeof *n, byInt) == key, bsearch(&none, n, 300, sizeof *n, byInt) == NULL);
  qsort_r(n, 5, sizeof *n, reversed, &by);
  for (int i = 0; i < 5; i++) printf("%d ", n[i]);
  const char *words[] = {"pear", "fig", "apple", "kiwi"};
  qsort(words, 4, sizeof *words, byText);
  for (int i = 0; i < 4; i++) printf("%s ", words[i]);
  puts("");
  return 0;
}
