#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  char *a = malloc(10), *b = malloc(10), *c = malloc(100);
  printf("%ld %ld %d\n", (long)(b - a), (long)(c - b), (int)((uintptr_t)a % 16));
  free(b);
  printf("again %d\n", malloc(20) == b);
  free(a);
  free(c);
  printf("last freed first %d\n", malloc(100) == c);
  printf("usable %zu %zu %zu\n", malloc_usable_size(malloc(1)), malloc_usable_size(malloc(25)), malloc_usable_size(malloc(1000)));
  int *z = calloc(50, sizeof *z), sum = 0;
  for (int i = 0; i < 50; i++) sum += z[i];
  printf("zeroed %d\n", sum);
  char *grown = strcpy(malloc(16), "kept");
  for (int i = 0; i < 12; i++) grown = realloc(grown, 16 << i);
  printf("%s\n", grown);
  grown = realloc(grown, 5);
  printf("%s %zu\n", grown, malloc_usable_size(grown));
  printf("%d\n", realloc(grown, 0) == NULL);
  void *aligned;
  printf("%d %d\n", posix_memalign(&aligned, 256, 100), (int)((uintptr_t)aligned % 256));
  printf("%d %d\n", posix_memalign(&aligned, 3, 100) == EINVAL, (int)((uintptr_t)aligned_alloc(64, 128) % 64));
  printf("%d %d\n", (int)((uintptr_t)memalign(1024, 5) % 1024), (int)((uintptr_t)valloc(9) % 4096));
  errno = 0;
  printf("%d %d\n", malloc(SIZE_MAX / 2) == NULL, errno == ENOMEM);
  printf("%d %d\n", calloc(SIZE_MAX / 4, 16) == NULL, reallocarray(NULL, SIZE_MAX / 4, 16) == NULL);
  char *first = sbrk(0), *large = malloc(500000);
  memset(large, 'x', 500000);
  printf("large ones are mapped: the heap's end has not moved: %d\n", sbrk(0) == first);
  free(large);
  char *many[500];
  for (int i = 0; i < 500; i++) memset(many[i] = malloc(i * 13 % 700 + 1), i, i * 13 % 700 + 1);
  for (int i = 0; i < 500; i += 2) free(many[i]);
  for (int i = 0; i < 500; i += 2) memset(many[i] = malloc(i * 29 % 900 + 1), i, i * 29 % 900 + 1);
  int wrong = 0;
  for (int i = 1; i < 500; i += 2)
    for (int j = 0; j < i * 13 % 700 + 1; j++) wrong += many[i][j] != (char)i;
  printf("wrong %d\n", wrong);
  for (int i = 0; i < 500; i++) free(many[i]);
  free(NULL);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
  malloc_trim(0);
  return 0;
}
