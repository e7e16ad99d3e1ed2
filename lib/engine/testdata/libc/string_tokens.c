#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  char text[] = "  a,b;;c  ", outer[] = "k1=v1&k2=v2&k3", fields[] = "x::y:";
  for (char *t = strtok(text, " ,;"); t; t = strtok(NULL, " ,;")) printf("[%s]", t);
  puts("");
  char *save, *inner;
  for (char *pair = strtok_r(outer, "&", &save); pair; pair = strtok_r(NULL, "&", &save)) {
    char *key = strtok_r(pair, "=", &inner), *value = strtok_r(NULL, "=", &inner);
    printf("%s -> %s\n", key, value ? value : "(none)");
  }
  char *rest = fields;
  for (char *f; (f = strsep(&rest, ":"));) printf("<%s>", f);
  puts("");
  char options[] = "ro,size=10,bad=1", *p = options, *value;
  char *const names[] = {"ro", "rw", "size", NULL};
  while (*p) {
    int i = getsubopt(&p, names, &value);
    printf("%d %s\n", i, value ? value : "-");
  }
  return 0;
}
