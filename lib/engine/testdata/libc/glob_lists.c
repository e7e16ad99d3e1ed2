/* glob: the names that a pattern stands for, in order. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
static void show(const char *pattern, int flags) {
  glob_t g = {0};
  if (flags & GLOB_DOOFFS) g.gl_offs = 2;
  int r = glob(pattern, flags, NULL, &g);
  printf("%s %d: %d", pattern, flags, r);
  if (!r) for (size_t i = 0; i < g.gl_pathc; i++) printf(" %s", g.gl_pathv[g.gl_offs + i]);
  if (!r) printf(" (%d)", g.gl_pathv[g.gl_offs + g.gl_pathc] == NULL);
  if (!r && g.gl_offs) printf(" %d", g.gl_pathv[0] == NULL);
  printf("\n");
  if (!r) globfree(&g);
}
int main(void) {
  char home[] = "/tmp/globXXXXXX";
  if (!mkdtemp(home) || chdir(home)) return 1;
  static const char *files[] = {"b.c", "a.c", "a.h", ".hidden", "note", "sub/x.c", "sub/y.h", "other/x.c"};
  mkdir("sub", 0755);
  mkdir("other", 0755);
  for (int i = 0; i < 8; i++) close(open(files[i], O_CREAT | O_WRONLY, 0644));
  show("*.c", 0);
  show("*", 0);
  show("*", GLOB_MARK);
  show(".*den", 0);
  show("?.h", 0);
  show("[ab].c", 0);
  show("*/x.c", 0);
  show("sub/*", 0);
  show("s*/*.h", 0);
  show("*.none", 0);
  show("*.none", GLOB_NOCHECK);
  show("plain", GLOB_NOMAGIC);
  show("plain", 0);
  show("note", 0);
  show("*/", 0);
  show("*.c", GLOB_DOOFFS);
  show("o*", GLOB_ONLYDIR);
  show("./*.h", 0);
  show("\\*.c", GLOB_NOCHECK);
  glob_t g;
  glob("*.c", 0, NULL, &g);
  glob("*.h", GLOB_APPEND, NULL, &g);
  for (char **p = g.gl_pathv; *p; p++) printf("%s ", *p);
  printf("%zu\n", g.gl_pathc);
  globfree(&g);
  for (int i = 0; i < 8; i++) unlink(files[i]);
  rmdir("sub");
  rmdir("other");
  chdir("/");
  return rmdir(home);
}
