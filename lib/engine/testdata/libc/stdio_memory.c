#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  char *text, b[16];
  size_t size;
  FILE *f = open_memstream(&text, &size);
  fprintf(f, "%s %d", "grown", 1);
  fflush(f);
  printf("%s %zu\n", text, size);
  for (int i = 0; i < 1000; i++) fprintf(f, "%d,", i);
  fclose(f);
  printf("%zu ...%s\n", size, text + size - 9);
  free(text);
  f = fmemopen(b, sizeof b, "w");
  printf("%d\n", fputs("in a buffer", f) > 0);
  fclose(f);
  printf("%s\n", b);
  f = fmemopen("1 22 333", 8, "r");
  int n, sum = 0;
  while (fscanf(f, "%d", &n) == 1) sum += n;
  printf("%d %d\n", sum, feof(f) != 0);
  fseek(f, 2, SEEK_SET);
  printf("%d\n", fgetc(f));
  fclose(f);
  return 0;
}
