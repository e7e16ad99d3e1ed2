/* A hash table, a tree, an array and a list of <search.h>. */
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct element { struct element *forward, *backward; int number; };
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int sum, nodes;
static void visit(const void *node, VISIT when, int level) {
  if (when == postorder || when == leaf) printf(" %d", **(int *const *)node);
  if (when == preorder || when == endorder) nodes++;
  if (level > sum) sum = level;
}
static void release(void *p) { nodes++; }
int main(void) {
  static char *words[] = {"one", "two", "three", "four", "five"};
  ENTRY e, *found;
  printf("%d\n", hcreate(10) != 0);
  for (long i = 0; i < 5; i++) {
    e.key = words[i];
    e.data = (void *)(i + 1);
    hsearch(e, ENTER);
  }
  e.key = "three";
  found = hsearch(e, FIND);
  printf("%s %ld\n", found->key, (long)found->data);
  e.data = (void *)99;
  printf("%ld\n", (long)hsearch(e, ENTER)->data);
  e.key = "six";
  printf("%d\n", hsearch(e, FIND) == NULL);
  hdestroy();
  struct hsearch_data table = {0};
  printf("%d\n", hcreate_r(5, &table));
  e.key = "x";
  printf("%d", hsearch_r(e, ENTER, &found, &table));
  printf(" %d", hsearch_r(e, FIND, &found, &table));
  e.key = "y";
  printf(" %d\n", hsearch_r(e, FIND, &found, &table));
  hdestroy_r(&table);

  void *root = NULL;
  static int numbers[40];
  for (int i = 0; i < 40; i++) {
    numbers[i] = i * 17 % 40;
    int *kept = *(int **)tsearch(&numbers[i], &root, compare);
    if (kept != &numbers[i]) printf("twice %d\n", *kept);
  }
  int again = 5;
  printf("%d\n", *(int **)tsearch(&again, &root, compare) == &again);
  twalk(root, visit);
  printf("\n%d\n", sum < 8);
  printf("%d %d\n", tfind(&again, &root, compare) != NULL, **(int **)tfind(&again, &root, compare));
  for (int i = 0; i < 40; i += 2) tdelete(&i, &root, compare);
  int gone = 8;
  printf("%d %d\n", tfind(&gone, &root, compare) == NULL, tdelete(&gone, &root, compare) == NULL);
  twalk(root, visit);
  nodes = 0;
  tdestroy(root, release);
  printf("\n%d\n", nodes);

  int array[10] = {3, 1, 4};
  size_t n = 3;
  int key = 4, other = 9;
  printf("%td", (int *)lfind(&key, array, &n, sizeof *array, compare) - array);
  printf(" %d", lfind(&other, array, &n, sizeof *array, compare) == NULL);
  printf(" %td %zu\n", (int *)lsearch(&other, array, &n, sizeof *array, compare) - array, n);

  struct element a = {0}, b = {0}, c = {0};
  a.number = 1, b.number = 2, c.number = 3;
  insque(&a, NULL);
  insque(&c, &a);
  insque(&b, &a);
  for (struct element *p = &a; p; p = p->forward) printf("%d ", p->number);
  remque(&b);
  for (struct element *p = &a; p; p = p->forward) printf("%d ", p->number);
  printf("%d\n", c.backward == &a);
  return 0;
}
